/**
 * What a command answers: done, or a named refusal. Reasons are keys of `messages.refusals`; a surprise is
 * thrown instead and meets the door it came in by.
 */
export type Refusal<Reason extends string = string> = {
  ok: false
  reason: Reason
  /** Values for the sentence of this reason, never a secret. */
  values?: Record<string, string | number>
}
export type Outcome<Value, Reason extends string = string> = { ok: true; value: Value } | Refusal<Reason>

export const done = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

export const refused = <Reason extends string>(
  reason: Reason,
  values?: Record<string, string | number>,
): Refusal<Reason> => (values ? { ok: false, reason, values } : { ok: false, reason })

/** The thing asked for is not there, or not inside this organisation: the two must look alike. */
export class Missing extends Error {
  override name = 'Missing'
}

/** The actor may not do this. */
export class Denied extends Error {
  override name = 'Denied'
}
