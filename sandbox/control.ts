import type { Calls, RecordedCall } from './calls.ts'
import { asFault, type Faults } from './faults.ts'
import type { Reply } from './http.ts'
import { isObject, type Json, type JsonObject, textOf } from './json.ts'
import type { OpenId } from './openid/provider.ts'
import type { Registration } from './registrations.ts'
import type { State } from './state.ts'
import type { Truth } from './truth.ts'

/** What tests and demonstrations may do behind the tenant's back. Nonsense throws a `RangeError`. */
export type Control = {
  /** `{ match, times, kind | status, retryAfter, seconds }`: see `faults.ts`. */
  fault(body: JsonObject): void
  /**
   * `{ removePushCertificate } | { clearPushCertificate } | { renewPushCertificate } | { removeToken: id } |
   * { unassignAtApple: id of an enrolment token } | { retireDevices: id of an enrolment token } |
   * { retireAllDevices } |
   * { addDevices: n } | { adminConsent: state } | { removeUser: name } | { deletionLingers: n }`: location tokens deleted from then on still
   * answer `n` looks.
   */
  change(body: JsonObject): void
  /** `{ clientId, roles, certificate | secret }`: an app registration for as long as the process lives. */
  register(body: JsonObject): void
  /** `{ upn, groups?, roles?, isInTooMany? }`: what the directory says of somebody who signs in. */
  person(body: JsonObject): void
  /** The tenant as on its first day, no faults, no recorded calls. */
  reset(): void
  calls(): readonly RecordedCall[]
  truth(): Truth
}

type Parts = {
  state: State
  faults: Faults
  calls: Calls
  openId: Pick<OpenId, 'setPerson'>
  register: (registration: Registration) => void
}

const textsOf = (body: JsonObject, key: string) => {
  const value = body[key]
  return Array.isArray(value) ? { [key]: value.map(String) } : {}
}

const removeToken = (state: State, id: string): void => {
  const { enrolments, locationTokens } = state.tenant()
  if (enrolments.some(({ token }) => token.id === id)) state.change('deleteEnrolmentToken', [id])
  else if (locationTokens.some((token) => token.id === id)) state.change('deleteLocationToken', [id])
  else throw new RangeError('There is no such token.')
}

export const makeControl = ({ state, faults, calls, openId, register }: Parts): Control => ({
  fault: (body) => {
    const fault = asFault(body)
    if (!fault) throw new RangeError('A fault has a known kind or a status.')
    faults.add(fault)
  },
  change: (body) => {
    const token = textOf(body, 'removeToken')
    const unassigned = textOf(body, 'unassignAtApple')
    const retired = textOf(body, 'retireDevices')
    if (body.removePushCertificate === true) state.change('removePushCertificate', [])
    else if (body.clearPushCertificate === true) state.change('clearPushCertificate', [])
    else if (body.renewPushCertificate === true) state.change('renewPushCertificate', [])
    else if (body.retireAllDevices === true) state.change('retireAllDevices', [])
    else if (typeof body.adminConsent === 'string') state.change('setAdminConsent', [], body.adminConsent)
    else if (typeof body.removeUser === 'string') state.change('removeUser', [body.removeUser])
    else if (token) removeToken(state, token)
    else if (unassigned) state.change('unassignAtApple', [unassigned])
    else if (retired) state.change('retireDevices', [retired])
    else if (typeof body.addDevices === 'number') state.change('addDevices', [], body.addDevices)
    else if (typeof body.deletionLingers === 'number')
      state.change('letDeletionsLinger', [], body.deletionLingers)
    else throw new RangeError('There is no such change.')
  },
  register: (body) => {
    const clientId = textOf(body, 'clientId')?.toLowerCase()
    const certificate = textOf(body, 'certificate')
    const secret = textOf(body, 'secret')
    if (!clientId || !Array.isArray(body.roles) || !(certificate || secret))
      throw new RangeError('A registration has a clientId, roles, and a certificate or a secret.')
    register({
      clientId,
      name: textOf(body, 'name') ?? clientId,
      roles: body.roles.map(String),
      ...(certificate ? { certificate } : {}),
      ...(secret ? { secret } : {}),
    })
  },
  person: (body) =>
    openId.setPerson(textOf(body, 'upn') ?? '', {
      ...textsOf(body, 'groups'),
      ...textsOf(body, 'roles'),
      ...(typeof body.isInTooMany === 'boolean' && { isInTooMany: body.isInTooMany }),
    }),
  reset: () => {
    state.reset()
    faults.clear()
    calls.clear()
  },
  calls: () => calls.list(),
  truth: () => state.truth(),
})

const asks: Record<string, (control: Control) => Json> = {
  calls: (control) => control.calls().map((call) => ({ ...call })),
  truth: (control) => {
    const { apns, connections, organisation, auditEvents } = control.truth()
    return { apns, connections, organisation, auditEvents }
  },
}

const orders: Record<string, (control: Control, body: JsonObject) => void> = {
  fault: (control, body) => control.fault(body),
  change: (control, body) => control.change(body),
  registration: (control, body) => control.register(body),
  person: (control, body) => control.person(body),
  reset: (control) => control.reset(),
}

/**
 * The same over HTTP, below `/_sandbox/`: GET `calls` and `truth`; POST `fault`, `change`, `registration`,
 * `person`, `reset`.
 */
export const answerControl = (
  control: Control,
  method: string,
  name: string,
  body: Json | undefined,
): Reply => {
  const ask = method === 'GET' ? asks[name] : undefined
  if (ask) return { status: 200, body: ask(control) }
  const order = method === 'POST' ? orders[name] : undefined
  if (!order) return { status: 404, body: { error: 'There is no such control.' } }
  try {
    order(control, isObject(body) ? body : {})
    return { status: 204 }
  } catch (error) {
    if (error instanceof RangeError) return { status: 400, body: { error: error.message } }
    throw error
  }
}
