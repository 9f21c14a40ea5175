import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { accountKindOf } from '#domain/account-kind.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Day } from '#features/connections/view/day.tsx'
import type { AccountDetail } from '../account-detail.ts'
import { DeletionStated } from './deletion-stated.tsx'
import { DirectoryWords } from './directory-words.tsx'
import { Requested } from './requested.tsx'

/** What is known of an account itself: its kind, the directory, its deletion or the decision to keep it. */
export async function AccountFacts({ account }: { account: AccountDetail }) {
  const t = await getTranslations('accounts')
  const { connections, stated, directory, reading, deletion, deletionRequested, others, own } = account
  const kept = connections.find(({ keeping, state }) => keeping && state === 'accountKept')?.keeping
  const kind = accountKindOf([...connections, ...stated].map(({ service }) => service))
  return (
    <DefinitionList
      items={[
        {
          id: 'kind',
          term: t('fact.kind'),
          description: own ? (
            <Graded source={{ grade: 'stated', by: own.by, at: own.at.toISOString() }}>
              {t('kinds.own')}
            </Graded>
          ) : (
            <Graded source={{ grade: 'unverifiable', why: 'accounts.why.kind' }}>{t(`kinds.${kind}`)}</Graded>
          ),
        },
        {
          id: 'directory',
          term: t('fact.directory'),
          description: others.some(({ isEarlier }) => !isEarlier) ? (
            t('directory.later')
          ) : (
            <DirectoryWords directory={directory} reading={reading} />
          ),
        },
        {
          id: 'deletion',
          term: t('column.deletion'),
          description: deletion ? (
            <DeletionStated deletion={deletion} foundAgainAt={account.foundAgainAt} />
          ) : deletionRequested ? (
            <Requested
              request={deletionRequested}
              href={`/offboardings/${deletionRequested.offboardingId}/account`}
            />
          ) : (
            t(others.length > 0 ? 'entries.notStated' : 'notStated')
          ),
        },
        ...(kept
          ? [
              {
                id: 'kept',
                term: t('fact.kept'),
                description: (
                  <Graded source={{ grade: 'stated', by: kept.decidedBy, at: kept.decidedAt.toISOString() }}>
                    {t.rich('keptBecause', {
                      why: kept.why,
                      usedBy: kept.stillUsedBy,
                      date: () => <Day at={kept.reviewOn} />,
                    })}
                  </Graded>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
