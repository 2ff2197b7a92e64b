//! The fields of VPC flow logs and the orders in which AWS documents them: "Flow log records" and "Flow log record
//! examples" of the Amazon VPC User Guide, Athena's and Transit Gateway's examples.

use model::{Field, TimeRole};

use crate::syntax::cut::{is_ip, is_number};

/// What a field means.
#[derive(Clone, Copy)]
pub(super) enum Means {
    /// Kept under its own name.
    Own,
    /// The field.
    Is(Field),
    /// Both fields.
    IsBoth(Field, Field),
    /// IANA's number of what IP carries.
    Protocol,
    /// Seconds since 1970.
    Time(TimeRole),
    /// `ACCEPT`, `REJECT`.
    Action,
    /// `OK`, `NODATA`, `SKIPDATA`.
    Status,
}

use Means::{Action, Is, IsBoth, Own, Protocol, Status, Time};

use crate::syntax::scan::find_text;

/// A field of a record.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Its name in AWS's documentation.
    pub(super) name: &'static str,
    /// What can stand in it: see [`fits`].
    kind: u8,
    /// What it means.
    pub(super) means: Means,
}

const fn column(name: &'static str, kind: u8, means: Means) -> Column {
    Column { name, kind, means }
}

const VERSION: Column = column("version", b'v', Own);
const ACCOUNT_ID: Column = column("account-id", b'a', Is(Field::CloudAccountId));
const INTERFACE_ID: Column = column("interface-id", b'e', Own);
const SRCADDR: Column = column("srcaddr", b'i', Is(Field::SourceIp));
const DSTADDR: Column = column("dstaddr", b'i', Is(Field::DestinationIp));
const SRCPORT: Column = column("srcport", b'n', Is(Field::SourcePort));
const DSTPORT: Column = column("dstport", b'n', Is(Field::DestinationPort));
const PROTOCOL: Column = column("protocol", b'n', Protocol);
const PACKETS: Column = column("packets", b'n', IsBoth(Field::SourcePackets, Field::NetworkPackets));
const BYTES: Column = column("bytes", b'n', IsBoth(Field::SourceBytes, Field::NetworkBytes));
const START: Column = column("start", b'n', Time(TimeRole::Start));
const END: Column = column("end", b'n', Time(TimeRole::End));
const ACTION: Column = column("action", b'A', Action);
const LOG_STATUS: Column = column("log-status", b'S', Status);
const VPC_ID: Column = column("vpc-id", b'V', Own);
const SUBNET_ID: Column = column("subnet-id", b'U', Own);
const INSTANCE_ID: Column = column("instance-id", b'I', Is(Field::CloudInstanceId));
const TCP_FLAGS: Column = column("tcp-flags", b'n', Own);
const TYPE: Column = column("type", b'T', Is(Field::NetworkType));
const PKT_SRCADDR: Column = column("pkt-srcaddr", b'i', Is(Field::RelatedIp));
const PKT_DSTADDR: Column = column("pkt-dstaddr", b'i', Is(Field::RelatedIp));
const REGION: Column = column("region", b's', Is(Field::CloudRegion));
const AZ_ID: Column = column("az-id", b's', Own);
const SUBLOCATION_TYPE: Column = column("sublocation-type", b's', Own);
const SUBLOCATION_ID: Column = column("sublocation-id", b's', Own);
const PKT_SRC_AWS_SERVICE: Column = column("pkt-src-aws-service", b's', Own);
const PKT_DST_AWS_SERVICE: Column = column("pkt-dst-aws-service", b's', Own);
const FLOW_DIRECTION: Column = column("flow-direction", b'D', Is(Field::NetworkDirection));
const TRAFFIC_PATH: Column = column("traffic-path", b'n', Own);
const ECS_CLUSTER_ARN: Column = column("ecs-cluster-arn", b's', Own);
const ECS_CLUSTER_NAME: Column = column("ecs-cluster-name", b's', Own);
const ECS_CONTAINER_INSTANCE_ARN: Column = column("ecs-container-instance-arn", b's', Own);
const ECS_CONTAINER_INSTANCE_ID: Column = column("ecs-container-instance-id", b's', Own);
const ECS_CONTAINER_ID: Column = column("ecs-container-id", b's', Is(Field::ContainerId));
const ECS_SECOND_CONTAINER_ID: Column = column("ecs-second-container-id", b's', Own);
const ECS_SERVICE_NAME: Column = column("ecs-service-name", b's', Is(Field::ServiceName));
const ECS_TASK_DEFINITION_ARN: Column = column("ecs-task-definition-arn", b's', Own);
const ECS_TASK_ARN: Column = column("ecs-task-arn", b's', Own);
const ECS_TASK_ID: Column = column("ecs-task-id", b's', Own);
const RESOURCE_TYPE: Column = column("resource-type", b'R', Own);
const TGW_ID: Column = column("tgw-id", b'G', Own);
const TGW_ATTACHMENT_ID: Column = column("tgw-attachment-id", b'G', Own);
const TGW_SRC_VPC_ACCOUNT_ID: Column = column("tgw-src-vpc-account-id", b'a', Own);
const TGW_DST_VPC_ACCOUNT_ID: Column = column("tgw-dst-vpc-account-id", b'a', Own);
const TGW_SRC_VPC_ID: Column = column("tgw-src-vpc-id", b'V', Own);
const TGW_DST_VPC_ID: Column = column("tgw-dst-vpc-id", b'V', Own);
const TGW_SRC_SUBNET_ID: Column = column("tgw-src-subnet-id", b'U', Own);
const TGW_DST_SUBNET_ID: Column = column("tgw-dst-subnet-id", b'U', Own);
const TGW_SRC_ENI: Column = column("tgw-src-eni", b'e', Own);
const TGW_DST_ENI: Column = column("tgw-dst-eni", b'e', Own);
const TGW_SRC_AZ_ID: Column = column("tgw-src-az-id", b's', Own);
const TGW_DST_AZ_ID: Column = column("tgw-dst-az-id", b's', Own);
const TGW_PAIR_ATTACHMENT_ID: Column = column("tgw-pair-attachment-id", b'G', Own);
const LOST_NO_ROUTE: Column = column("packets-lost-no-route", b'n', Own);
const LOST_BLACKHOLE: Column = column("packets-lost-blackhole", b'n', Own);
const LOST_MTU_EXCEEDED: Column = column("packets-lost-mtu-exceeded", b'n', Own);
const LOST_TTL_EXPIRED: Column = column("packets-lost-ttl-expired", b'n', Own);
const REJECT_REASON: Column = column("reject-reason", b's', Is(Field::EventReason));

/// The layout that the words fit, word by word.
pub(super) fn find_layout(words: &[&[u8]]) -> Option<&'static [Column]> {
    let fits_all = |layout: &&&[Column]| {
        layout.len() == words.len() && words.iter().zip(layout.iter()).all(|(word, column)| fits(column.kind, word))
    };
    LAYOUTS.iter().find(fits_all).copied()
}

/// True for a file's first line, which names the fields.
pub(super) fn is_header(text: &[u8]) -> bool {
    let starts = ["version", "account-id", "interface-id", "instance-id", "srcaddr", "vpc-id"];
    let begins =
        |start: &str| text.strip_prefix(start.as_bytes()).is_some_and(|rest| matches!(rest.first(), Some(b' ' | b',')));
    starts.iter().any(|start| begins(start))
        && ["srcaddr", "log-status", "pkt-srcaddr"].iter().any(|name| find_text(text, name.as_bytes()).is_some())
}

/// True for an account's number.
pub(super) fn is_account(word: &[u8]) -> bool {
    word.len() == 12 && is_number(word) || word == b"unknown"
}

/// True where a word can stand in a field of a kind; `-` stands in any but the version.
fn fits(kind: u8, word: &[u8]) -> bool {
    if word == b"-" {
        return kind != b'v';
    }
    match kind {
        b'v' => matches!(word, [b'2'..=b'9'] | [b'1', b'0'..=b'9']),
        b'a' => is_account(word),
        b'e' => word.starts_with(b"eni-"),
        b'i' => is_ip(word),
        b'n' => is_number(word),
        b'A' => matches!(word, b"ACCEPT" | b"REJECT"),
        b'S' => matches!(word, b"OK" | b"NODATA" | b"SKIPDATA"),
        b'V' => word.starts_with(b"vpc-"),
        b'U' => word.starts_with(b"subnet-"),
        b'I' => word.starts_with(b"i-"),
        b'T' => matches!(word, b"IPv4" | b"IPv6" | b"EFA"),
        b'D' => matches!(word, b"ingress" | b"egress"),
        b'R' => word == b"TransitGateway",
        b'G' => word.starts_with(b"tgw-"),
        _ => !word.is_empty(),
    }
}

/// Version 2 is what AWS writes when nobody asks for more.
#[rustfmt::skip]
static LAYOUTS: [&[Column]; 19] = [
    &[
        VERSION, ACCOUNT_ID, INTERFACE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        ACTION, LOG_STATUS,
    ],
    &[
        VERSION, ACCOUNT_ID, INTERFACE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        ACTION, LOG_STATUS, VPC_ID, SUBNET_ID, INSTANCE_ID, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR,
    ],
    &[
        VERSION, ACCOUNT_ID, INTERFACE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        ACTION, LOG_STATUS, VPC_ID, SUBNET_ID, INSTANCE_ID, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, REGION,
        AZ_ID, SUBLOCATION_TYPE, SUBLOCATION_ID,
    ],
    &[
        VERSION, ACCOUNT_ID, INTERFACE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        ACTION, LOG_STATUS, VPC_ID, SUBNET_ID, INSTANCE_ID, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, REGION,
        AZ_ID, SUBLOCATION_TYPE, SUBLOCATION_ID, PKT_SRC_AWS_SERVICE, PKT_DST_AWS_SERVICE, FLOW_DIRECTION,
        TRAFFIC_PATH,
    ],
    &[
        VERSION, ACCOUNT_ID, INTERFACE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        ACTION, LOG_STATUS, VPC_ID, SUBNET_ID, INSTANCE_ID, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, REGION,
        AZ_ID, SUBLOCATION_TYPE, SUBLOCATION_ID, PKT_SRC_AWS_SERVICE, PKT_DST_AWS_SERVICE, FLOW_DIRECTION,
        TRAFFIC_PATH, ECS_CLUSTER_ARN, ECS_CLUSTER_NAME, ECS_CONTAINER_INSTANCE_ARN, ECS_CONTAINER_INSTANCE_ID,
        ECS_CONTAINER_ID, ECS_SECOND_CONTAINER_ID, ECS_SERVICE_NAME, ECS_TASK_DEFINITION_ARN, ECS_TASK_ARN,
        ECS_TASK_ID,
    ],
    &[
        VERSION, ACCOUNT_ID, INTERFACE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        ACTION, LOG_STATUS, VPC_ID, SUBNET_ID, INSTANCE_ID, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, REGION,
        AZ_ID, SUBLOCATION_TYPE, SUBLOCATION_ID, PKT_SRC_AWS_SERVICE, PKT_DST_AWS_SERVICE, FLOW_DIRECTION,
        TRAFFIC_PATH, ECS_CLUSTER_ARN, ECS_CLUSTER_NAME, ECS_CONTAINER_INSTANCE_ARN, ECS_CONTAINER_INSTANCE_ID,
        ECS_CONTAINER_ID, ECS_SECOND_CONTAINER_ID, ECS_SERVICE_NAME, ECS_TASK_DEFINITION_ARN, ECS_TASK_ARN,
        ECS_TASK_ID, REJECT_REASON,
    ],
    &[
        VERSION, ACCOUNT_ID, INTERFACE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        ACTION, LOG_STATUS, VPC_ID, SUBNET_ID, INSTANCE_ID, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, REGION,
        AZ_ID, SUBLOCATION_TYPE, SUBLOCATION_ID, PKT_SRC_AWS_SERVICE, PKT_DST_AWS_SERVICE, FLOW_DIRECTION,
        TRAFFIC_PATH, REJECT_REASON,
    ],
    &[
        VERSION, VPC_ID, SUBNET_ID, INSTANCE_ID, INTERFACE_ID, ACCOUNT_ID, TYPE, SRCADDR, DSTADDR, SRCPORT, DSTPORT,
        PKT_SRCADDR, PKT_DSTADDR, PROTOCOL, BYTES, PACKETS, START, END, ACTION, TCP_FLAGS, LOG_STATUS,
    ],
    &[
        VERSION, INTERFACE_ID, ACCOUNT_ID, VPC_ID, SUBNET_ID, INSTANCE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT,
        PROTOCOL, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, ACTION, LOG_STATUS,
    ],
    &[
        VERSION, INTERFACE_ID, ACCOUNT_ID, VPC_ID, SUBNET_ID, INSTANCE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT,
        PROTOCOL, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR,
    ],
    &[
        INSTANCE_ID, INTERFACE_ID, SRCADDR, DSTADDR, PKT_SRCADDR, PKT_DSTADDR,
    ],
    &[
        INTERFACE_ID, SRCADDR, DSTADDR, PKT_SRCADDR, PKT_DSTADDR,
    ],
    &[
        VERSION, INTERFACE_ID, ACCOUNT_ID, VPC_ID, SUBNET_ID, INSTANCE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT,
        PROTOCOL, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, PACKETS, BYTES, START, END, ACTION, LOG_STATUS,
    ],
    &[
        VERSION, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, START, END, TYPE, PACKETS, BYTES, ACCOUNT_ID, VPC_ID,
        SUBNET_ID, INSTANCE_ID, INTERFACE_ID, REGION, AZ_ID, SUBLOCATION_TYPE, SUBLOCATION_ID, ACTION, TCP_FLAGS,
        PKT_SRCADDR, PKT_DSTADDR, PKT_SRC_AWS_SERVICE, PKT_DST_AWS_SERVICE, TRAFFIC_PATH, FLOW_DIRECTION,
        LOG_STATUS,
    ],
    &[
        ACCOUNT_ID, VPC_ID, SUBNET_ID, INTERFACE_ID, INSTANCE_ID, SRCADDR, SRCPORT, DSTADDR, DSTPORT, PROTOCOL,
        TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, ACTION, LOG_STATUS,
    ],
    &[
        VERSION, ACCOUNT_ID, VPC_ID, SUBNET_ID, INTERFACE_ID, INSTANCE_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT,
        PROTOCOL, PACKETS, BYTES, START, END, ACTION, TCP_FLAGS, TYPE, PKT_SRCADDR, PKT_DSTADDR, REGION, AZ_ID,
        FLOW_DIRECTION, TRAFFIC_PATH, LOG_STATUS,
    ],
    &[
        VERSION, ACCOUNT_ID, ACTION, INTERFACE_ID, SRCADDR, SRCPORT, DSTADDR, DSTPORT, PROTOCOL, PACKETS, BYTES,
        START, END, LOG_STATUS,
    ],
    &[
        ACCOUNT_ID, ACTION, AZ_ID, BYTES, DSTADDR, DSTPORT, END, FLOW_DIRECTION, INSTANCE_ID, INTERFACE_ID,
        LOG_STATUS, PACKETS, PKT_DST_AWS_SERVICE, PKT_DSTADDR, PKT_SRC_AWS_SERVICE, PKT_SRCADDR, PROTOCOL, REGION,
        SRCADDR, SRCPORT, START, SUBLOCATION_ID, SUBLOCATION_TYPE, SUBNET_ID, TCP_FLAGS, TRAFFIC_PATH, TYPE,
        VERSION, VPC_ID,
    ],
    &[
        VERSION, RESOURCE_TYPE, ACCOUNT_ID, TGW_ID, TGW_ATTACHMENT_ID, TGW_SRC_VPC_ACCOUNT_ID, TGW_DST_VPC_ACCOUNT_ID,
        TGW_SRC_VPC_ID, TGW_DST_VPC_ID, TGW_SRC_SUBNET_ID, TGW_DST_SUBNET_ID, TGW_SRC_ENI, TGW_DST_ENI, TGW_SRC_AZ_ID,
        TGW_DST_AZ_ID, TGW_PAIR_ATTACHMENT_ID, SRCADDR, DSTADDR, SRCPORT, DSTPORT, PROTOCOL, PACKETS, BYTES, START, END,
        LOG_STATUS, TYPE, LOST_NO_ROUTE, LOST_BLACKHOLE, LOST_MTU_EXCEEDED, LOST_TTL_EXPIRED, TCP_FLAGS, REGION,
        FLOW_DIRECTION, PKT_SRC_AWS_SERVICE, PKT_DST_AWS_SERVICE,
    ],
];
