import { goneSentences } from './hard-stop-words.ts'
import { countsOfKind, revocableCounts, type Sentence, type Touched } from './impact.ts'

/**
 * What cannot be undone about a case, a sentence for each kind of connection that it ends. `isObserved`: a reading says so;
 * that there is no way back no reading says, it follows from what goes.
 */
export const irreversibleSentences = (touched: Touched): (Sentence & { isObserved: boolean })[] => {
  const { revocable, kept } = revocableCounts(touched)
  const enrolment = countsOfKind(touched, 'enrolmentToken')
  const push = countsOfKind(touched, 'pushCertificate')
  const say = (name: string, values: Record<string, string | number>) => ({
    ...{ key: `offboardings.impact.${name}`, values },
    isObserved: true,
  })
  const isAnyLeft = [revocable, kept, enrolment, push].some(({ connections }) => connections > 0)
  return [
    ...goneSentences(touched).map((sentence) => ({ ...sentence, isObserved: true })),
    ...(revocable.connections > 0
      ? [
          say('irreversible', {
            ...{ licences: revocable.licences, revocable: 'true', tokens: revocable.connections },
          }),
        ]
      : []),
    ...(kept.connections > 0
      ? [
          say('irreversible', {
            ...{ licences: kept.licences, revocable: 'false', tokens: kept.connections },
          }),
        ]
      : []),
    ...(enrolment.connections > 0
      ? [say('irreversibleEnrolment', { devices: enrolment.devices, tokens: enrolment.connections })]
      : []),
    ...(push.connections > 0 ? [say('irreversiblePush', { devices: push.devices })] : []),
    ...(isAnyLeft ? [{ ...say('cannotBeUndone', {}), isObserved: false }] : []),
  ]
}
