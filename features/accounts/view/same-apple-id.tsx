import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { ConnectionNames } from '#features/connections/view/connection-names.tsx'
import { Day } from '#features/connections/view/day.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { AccountDetail } from '../account-detail.ts'
import { DeletionStated } from './deletion-stated.tsx'

/** The other accounts of an Apple ID, each a link, and that it was found in use after one was stated deleted. */
export async function SameAppleId({ account }: { account: AccountDetail }) {
  const t = await getTranslations('accounts')
  const { others } = account
  if (others.length === 0) return null
  const { deletion, foundAgainAt } =
    [account, ...others.filter(({ isEarlier }) => isEarlier).toReversed()].find(
      (each) => each.foundAgainAt,
    ) ?? account
  return (
    <Section title={t('entries.title')} note={t('entries.note')}>
      {deletion && foundAgainAt ? (
        <Banner tone="expiring">
          {t.rich('entries.contradicted', {
            by: deletion.statedBy,
            date: () => <Day at={deletion.deletedOn} />,
            again: () => <Moment at={foundAgainAt} />,
          })}
        </Banner>
      ) : null}
      <DefinitionList
        items={others.map((entry) => ({
          id: entry.id,
          term: (
            <QuietLink href={`/accounts/${entry.id}`}>
              {t(entry.isEarlier ? 'entries.earlier' : 'entries.later')}
            </QuietLink>
          ),
          description: (
            <>
              {entry.deletion ? <DeletionStated {...entry} deletion={entry.deletion} /> : null}
              <ConnectionNames connections={entry.connections} stated={entry.stated} />
            </>
          ),
        }))}
      />
    </Section>
  )
}
