/** Requests that only reach the public internet and what an allow-list opens, for more than the HTTP node. */
export { type AllowList, createAllowList } from './address-guard.ts'
export { type Resolve, systemResolve } from './resolve-target.ts'
export { type HttpResponse, type SendOptions, sendRequest } from './send-request.ts'
