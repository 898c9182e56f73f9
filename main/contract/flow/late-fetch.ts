/** Apart from the records beside it: the window's page shows this text and brings no schema library along. */

/** What the applicant agrees to on record. Its digest is kept with the agreement. */
export function lateFetchConsent(itemName: string): string {
  return `本人知悉目前无法连接省级平台，同意窗口在网络恢复后，凭本次读取的居民身份证信息，仅为办理“${itemName}”向省级平台取用所需电子证照并核验本次填报内容。核验结果由窗口电话告知。`;
}
