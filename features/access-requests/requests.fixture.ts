import type { Actor } from '#domain/actor.ts'
import { must } from '#features/offboardings/case.fixture.ts'
import { recordAccessRequest, settleSubject, stateIdentity } from './commands.ts'
import type { SubjectInput } from './schema.ts'

export const received = { requester: 'Jonas Holm', contact: null, receivedOn: '2026-11-20' }

/** A request received on 20 November 2026, by what they named. */
export const requested = async (officer: Actor, about: string): Promise<string> =>
  must(await recordAccessRequest(officer, { ...received, about })).requestId

/** The same as far as an extract: whom it is about is said, and that it is they who ask. */
export const identified = async (
  officer: Actor,
  about: string,
  subject: SubjectInput['subject'],
): Promise<string> => {
  const request = await requested(officer, about)
  must(await settleSubject(officer, { request, subject }))
  must(await stateIdentity(officer, { request, checkedOn: '2026-11-21', how: 'Called back' }))
  return request
}
