import type { Words } from '#domain/report/document.ts'
import type { Verdict } from './verify.ts'

/** What whoever asked about a file is told, in the words of one language and the time zone of the report. */
export const verdictWords = (verdict: Verdict, words: Words): string => {
  if (!verdict.isOurs) return words.t('verify.notOurs')
  const { kind, volume, version, isApproved, organisation, composedAt, supersededAt } = verdict
  const name = words.t(`reports.kinds.${kind}`)
  const at = (moment: Date) => words.date(moment.toISOString(), 'minute')
  return [
    words.t('verify.ours', {
      kind: volume === null ? name : words.t('verify.volumeOf', { kind: name, volume }),
      at: at(composedAt),
      organisation: organisation ?? '',
      isNamed: String(organisation !== null),
    }),
    words.t(`verify.${version}`, { isApproved: String(isApproved) }),
    ...(supersededAt === null ? [] : [words.t('verify.superseded', { at: at(supersededAt) })]),
  ].join(' ')
}
