import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { Source } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { ConnectionDetail } from '../queries.ts'
import { factWords } from './fact-words.ts'

type ConnectionFactsProps = {
  connection: ConnectionDetail
  /** The reading that says so; null for a connection that none lists any more. */
  source: Source | null
  reading: { id: string; sequence: number } | null
}

/** What Intune says about a connection, each fact behind the mark of the reading that saw it. */
export async function ConnectionFacts({ connection, source, reading }: ConnectionFactsProps) {
  const t = await getTranslations('connections')
  const longDay = await longDays()
  const { account, expiresAt, facts, tenant, externalId } = connection
  const said = [
    {
      id: 'account',
      term: t('column.account'),
      description: account ? (
        <QuietLink href={`/accounts/${account.id}`}>
          <Address wraps>{account.appleId}</Address>
        </QuietLink>
      ) : (
        t('noAccount')
      ),
    },
    {
      id: 'expires',
      term: t('column.expires'),
      description: expiresAt ? longDay(expiresAt) : t('noExpiry'),
    },
    ...(await factWords(facts)),
    { id: 'id', term: t('fact.id'), description: externalId, mono: true },
  ]
  return (
    <DefinitionList
      items={[
        ...said.map(({ description, ...item }) => ({
          ...item,
          description: source ? (
            <Graded source={source} reading={reading}>
              {description}
            </Graded>
          ) : (
            description
          ),
        })),
        { id: 'tenant', term: t('fact.tenant'), description: tenant.name },
      ]}
    />
  )
}
