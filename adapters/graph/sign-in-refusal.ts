import type { Credential } from './credential.ts'
import { type GraphRefusal, graphRefusal } from './reason.ts'
import type { WireAnswer } from './request.ts'
import { isWireRecord, parsedJson, reading } from './wire-record.ts'

/** Numbers of "Microsoft Entra authentication and authorization error codes". */
const wrongTenant = new Set([90002, 900023, 900021])
const wrongClient = new Set([700016, 700038])
const wrongSecret = new Set([7000215])
const expiredSecret = new Set([7000222])
const badCertificate = new Set([50012, 700021, 700023, 700024, 700027, 7000214])

type EntraError = { error: unknown; error_codes: unknown; error_description: unknown }

/**
 * Why Entra gave no token. Its own numbers decide (`error_codes`, or the number with which the description is
 * documented to begin), then OAuth's `error` (RFC 6749, section 5.2).
 */
export const signInRefusalOf = (answer: WireAnswer, kind: Credential['kind']): GraphRefusal => {
  const { status } = answer
  if (status >= 500) return graphRefusal('serverFault', { status })

  const body = parsedJson(answer.text)
  const fields = reading<EntraError>(isWireRecord(body) ? body : {})
  const number = entraNumberOf(isWireRecord(body) ? body.error_codes : null, fields.text('error_description'))
  if (number !== null) {
    if (wrongTenant.has(number)) return graphRefusal('wrongTenant')
    if (wrongClient.has(number)) return graphRefusal('wrongClient')
    if (wrongSecret.has(number)) return graphRefusal('wrongSecret')
    if (expiredSecret.has(number)) return graphRefusal('expiredSecret')
    if (badCertificate.has(number)) return graphRefusal('badCertificate')
    return graphRefusal('signInRefused', { code: `AADSTS${number}` })
  }

  const error = fields.text('error')
  if (error === 'invalid_client') {
    return kind === 'secret' ? graphRefusal('wrongSecret') : graphRefusal('badCertificate')
  }
  if (error === 'unauthorized_client') return graphRefusal('wrongClient')
  if (error === 'invalid_tenant') return graphRefusal('wrongTenant')
  return graphRefusal('signInRefused', { code: error ?? String(status) })
}

const entraNumberOf = (codes: unknown, description: string | null): number | null => {
  const first = Array.isArray(codes) ? Number(codes[0]) : Number.NaN
  if (Number.isSafeInteger(first)) return first
  const named = description?.match(/^AADSTS(\d+)/)?.[1]
  return named === undefined ? null : Number(named)
}
