/**
 * province: everything said to the provincial service and every answer heard from it; parcel -> acknowledgement,
 * and the source of grants and licences. Keeps what the workstation proves itself with (table client_credential).
 * May import: contract, base, undici, cockatiel, @nats-io, asn1js, pkijs. Imported by: casework (and entry, which picks the adapter).
 */
export { type BrokerDelivery, createBrokerDelivery } from './broker';
export { createProvinceClient, type ProvinceClient } from './client';
export { type ClientCredential, certificatesIn, loadCredential, saveCredential } from './credential';
export { encodeParcel } from './encode';
export { type EnrolmentOrder, enrolClient } from './enrol';
export { createLink, type ProvinceLink } from './link';
export { municipalLine, ShandongSettings, shandongSource } from './shandong';
export type { Transport } from './transport';
