import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { consumerDomains, domainOf, type RaisedFlag } from '#domain/account-flag.ts'
import { midnightOf } from '#domain/day.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import { Flag } from './account-flags.tsx'

type FlagReasonsProps = {
  appleId: string
  flags: readonly RaisedFlag[]
  reading: CompleteReading | null
}

/** Why somebody should look at an account: each flag with its reason and how it is known. */
export async function FlagReasons({ appleId, flags, reading }: FlagReasonsProps) {
  const t = await getTranslations('accounts')
  const longDay = await longDays()
  const about = {
    domain: domainOf(appleId) ?? '',
    date: longDay(midnightOf(consumerDomains.recordedOn), 'UTC'),
  }
  return (
    <DefinitionList
      items={flags.map(({ flag, source, extent }) => ({
        id: flag,
        term: <Flag flag={flag} />,
        description: (
          <Graded source={source} reading={reading}>
            {t(`flags.${flag}.reason`, about)}
            {flag === 'notInDirectory' && extent ? <> {t(`directory.extents.${extent}`)}</> : null}
          </Graded>
        ),
      }))}
    />
  )
}
