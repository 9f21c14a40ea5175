import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { AuditHead } from '#domain/audit.ts'
import { datesHere } from '#i18n/dates.ts'
import type { ListedEvent } from '../queries.ts'
import { actorWords } from './event-sentence.tsx'

type ChainStateProps = { head: AuditHead; verified: ListedEvent | null }

/** The end of the chain, to be compared with a note kept elsewhere, and what the last verification found. */
export async function ChainState({ head, verified }: ChainStateProps) {
  const t = await getTranslations('audit')
  const date = await datesHere()
  const hash = Buffer.from(head.hash).toString('hex')
  const headWords = t.rich('head', {
    sequence: head.sequence,
    hash: () => <code title={hash}>{hash.slice(0, 16)}</code>,
  })
  const checkpoints = <QuietLink href="/audit/checkpoints">{t('checkpoints.title')}</QuietLink>
  if (!verified)
    return (
      <Banner action={checkpoints}>
        {headWords} {t('notVerified')}
      </Banner>
    )
  const isIntact = verified.facts.isIntact === true
  const erased = Number(verified.facts.erased ?? 0)
  const pruned = Number(verified.facts.pruned ?? 0)
  const said = {
    at: date(verified.at, { dateStyle: 'medium', timeStyle: 'short' }),
    actor: await actorWords(verified),
    sequence: Number(verified.facts.sequence ?? 0),
  }
  return (
    <Banner tone={isIntact ? 'brand' : 'refusal'} action={checkpoints}>
      {headWords}{' '}
      {isIntact
        ? [
            t('intact', said),
            ...(pruned > 0 ? [t('pruned.verified', { count: pruned })] : []),
            ...(erased > 0 ? [t('erased', { count: erased })] : []),
          ].join(' ')
        : t('broken', { ...said, fault: t(`faults.${String(verified.facts.fault)}`) })}
    </Banner>
  )
}
