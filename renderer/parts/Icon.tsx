/** The icons of the window: one family, brought in one by one, silent for screen readers (the words say it). */
import ApiOutlined from '@ant-design/icons/es/icons/ApiOutlined';
import AuditOutlined from '@ant-design/icons/es/icons/AuditOutlined';
import CheckCircleFilled from '@ant-design/icons/es/icons/CheckCircleFilled';
import CheckOutlined from '@ant-design/icons/es/icons/CheckOutlined';
import ClockCircleOutlined from '@ant-design/icons/es/icons/ClockCircleOutlined';
import CloseCircleFilled from '@ant-design/icons/es/icons/CloseCircleFilled';
import CloseOutlined from '@ant-design/icons/es/icons/CloseOutlined';
import CloudOutlined from '@ant-design/icons/es/icons/CloudOutlined';
import DownOutlined from '@ant-design/icons/es/icons/DownOutlined';
import EditOutlined from '@ant-design/icons/es/icons/EditOutlined';
import ExclamationCircleFilled from '@ant-design/icons/es/icons/ExclamationCircleFilled';
import FileTextOutlined from '@ant-design/icons/es/icons/FileTextOutlined';
import IdcardOutlined from '@ant-design/icons/es/icons/IdcardOutlined';
import InboxOutlined from '@ant-design/icons/es/icons/InboxOutlined';
import LockOutlined from '@ant-design/icons/es/icons/LockOutlined';
import MinusCircleOutlined from '@ant-design/icons/es/icons/MinusCircleOutlined';
import QrcodeOutlined from '@ant-design/icons/es/icons/QrcodeOutlined';
import QuestionCircleOutlined from '@ant-design/icons/es/icons/QuestionCircleOutlined';
import RightOutlined from '@ant-design/icons/es/icons/RightOutlined';
import SafetyCertificateOutlined from '@ant-design/icons/es/icons/SafetyCertificateOutlined';
import ScanOutlined from '@ant-design/icons/es/icons/ScanOutlined';
import SearchOutlined from '@ant-design/icons/es/icons/SearchOutlined';
import SendOutlined from '@ant-design/icons/es/icons/SendOutlined';
import UserOutlined from '@ant-design/icons/es/icons/UserOutlined';
import WarningFilled from '@ant-design/icons/es/icons/WarningFilled';

const ICONS = {
  api: ApiOutlined,
  audit: AuditOutlined,
  card: IdcardOutlined,
  check: CheckOutlined,
  clock: ClockCircleOutlined,
  close: CloseOutlined,
  cloud: CloudOutlined,
  code: QrcodeOutlined,
  danger: CloseCircleFilled,
  done: CheckCircleFilled,
  down: DownOutlined,
  edit: EditOutlined,
  file: FileTextOutlined,
  licence: SafetyCertificateOutlined,
  lock: LockOutlined,
  missing: ExclamationCircleFilled,
  none: MinusCircleOutlined,
  queue: InboxOutlined,
  right: RightOutlined,
  scan: ScanOutlined,
  search: SearchOutlined,
  send: SendOutlined,
  unknown: QuestionCircleOutlined,
  user: UserOutlined,
  warning: WarningFilled,
} as const;

export type IconName = keyof typeof ICONS;

export function Icon({ name }: { name: IconName }) {
  const Drawn = ICONS[name];
  return <Drawn aria-hidden aria-label={undefined} className="icon" />;
}
