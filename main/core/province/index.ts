/**
 * province: everything said to the provincial service and every answer heard from it; parcel -> acknowledgement,
 * and the source of grants and licences.
 * May import: contract, base. Imported by: casework (and entry, which picks the transport).
 */
export { createProvinceClient, type ProvinceClient } from './client';
export { encodeParcel } from './encode';
export { fetchTransport, type Transport } from './transport';
