import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import type { StandingFact } from '../queries.ts'
import { legalWords } from './fact-words.ts'

/** The facts that were to be looked at again by now, each the way to itself. */
export async function OverdueFacts({ facts }: { facts: readonly StandingFact[] }) {
  const t = await getTranslations('legalFacts')
  const words = await legalWords()
  return (
    <>
      <QuietLink href="/settings/legal-facts">{t('overdueCount', { count: facts.length })}</QuietLink>
      <br />
      {facts.map((fact, at) => (
        <span key={fact.key}>
          {at > 0 ? ' · ' : null}
          <QuietLink href={`/settings/legal-facts/${fact.key}`}>{words.subject(fact)}</QuietLink>
        </span>
      ))}
    </>
  )
}
