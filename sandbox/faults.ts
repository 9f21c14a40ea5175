import type { JsonObject } from './json.ts'
import { textOf } from './json.ts'

export const faultKinds = [
  'status',
  '429',
  '503',
  'garbage',
  'halfPage',
  'slow',
  'hang',
  'expireToken',
  'licenceLapsed',
  'multiAdminApproval',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** What goes wrong, for the next `times` requests whose "METHOD /path?query" contains `match`. */
export type Fault = {
  match: string
  times: number
  kind: FaultKind
  /** For kind `status`, and to let `licenceLapsed` answer 404 as some tenants do. */
  status: number | null
  /** Seconds, for 429 and 503; null sends no header. */
  retryAfter: number | null
  /** How long a `slow` answer takes. */
  seconds: number
}

/** A fault as written in a request. Missing members mean: any request, once. Null where it makes no sense. */
export const asFault = (body: JsonObject): Fault | null => {
  const status = typeof body.status === 'number' ? body.status : null
  const kind = faultKinds.find((known) => known === (body.kind ?? (status === null ? undefined : 'status')))
  if (!kind || (kind === 'status' && status === null)) return null
  return {
    match: textOf(body, 'match') ?? '',
    times: typeof body.times === 'number' ? body.times : 1,
    kind,
    status,
    retryAfter: typeof body.retryAfter === 'number' ? body.retryAfter : kind === '429' ? 1 : null,
    seconds: typeof body.seconds === 'number' ? body.seconds : 5,
  }
}

/** What a fault may depend on. `line` is "METHOD /path?query". */
export type Asked = { line: string; isGraph: boolean; isIntune: boolean; isWrite: boolean }
export type Faults = { add(fault: Fault): void; clear(): void; next(asked: Asked): Fault | null }

/** A lapsed licence stops Intune alone, and approval is asked for changes alone. */
const concerns = ({ kind, match, times }: Fault, { line, isIntune, isWrite }: Asked): boolean =>
  times > 0 &&
  line.includes(match) &&
  (kind !== 'licenceLapsed' || isIntune) &&
  (kind !== 'multiAdminApproval' || (isIntune && isWrite))

/**
 * The faults still to come. Beside those asked for, every `throttleEvery`-th Graph request is refused once with a
 * 429, each third of these with a 503 instead: a budget that runs out now and then. 0 never does so.
 */
export const makeFaults = (throttleEvery: number): Faults => {
  let planned: Fault[] = []
  let requests = 0
  return {
    add: (fault) => {
      planned.push({ ...fault })
    },
    clear: () => {
      planned = []
      requests = 0
    },
    next: (asked) => {
      const fault = planned.find((candidate) => concerns(candidate, asked))
      if (fault) {
        fault.times -= 1
        return fault
      }
      if (!asked.isGraph || throttleEvery === 0) return null
      requests += 1
      if (requests % throttleEvery !== 0) return null
      const unavailable = requests % (throttleEvery * 3) === 0
      return {
        match: '',
        times: 0,
        kind: unavailable ? '503' : '429',
        status: null,
        retryAfter: unavailable ? null : 1,
        seconds: 0,
      }
    },
  }
}
