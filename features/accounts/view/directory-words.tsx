import { getTranslations } from 'next-intl/server'
import type { Source } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { CompleteReading } from '#features/readings/queries.ts'
import type { AccountFacts, TenantAsked } from '../account-facts.ts'

type DirectoryWordsProps = { directory: AccountFacts['directory']; reading: CompleteReading | null }

/** What the directory says of an Apple ID, or why that cannot be checked and how to allow it. */
export async function DirectoryWords({ directory, reading }: DirectoryWordsProps) {
  const t = await getTranslations('accounts.directory')
  if (directory === null) return t('notInUse')
  const { answer, tenant } = directory.by
  if (directory.kind === 'told' && answer.kind === 'answered') {
    const source: Source = {
      grade: 'observed',
      reading: answer.readingId,
      at: answer.finishedAt.toISOString(),
    }
    return (
      <Graded source={source} reading={reading}>
        {t(`states.${directory.state}`, { tenant })} {t(`extents.${directory.extent}`)}
      </Graded>
    )
  }
  const source: Source = { grade: 'unverifiable', why: `accounts.why.${whyOf(answer, reading)}` }
  return (
    <Graded source={source}>
      {t('unchecked')} <Why asked={directory.by} reading={reading} />
    </Graded>
  )
}

const whyOf = ({ kind }: TenantAsked['answer'], reading: CompleteReading | null) => {
  if (kind === 'refused') return 'directoryRefused'
  if (kind === 'answered') return 'directoryNotNamed'
  return reading ? 'directoryNotAsked' : 'notRead'
}

async function Why({
  asked: { answer, tenant },
  reading,
}: {
  asked: TenantAsked
  reading: CompleteReading | null
}) {
  const t = await getTranslations()
  if (answer.kind === 'refused') {
    const why = t(`refusals.${answer.reason}`, answer.reasonValues)
    return t('accounts.directory.refused', { tenant, sequence: answer.sequence, why })
  }
  if (answer.kind === 'answered') return t('accounts.directory.notNamed', { tenant })
  return reading ? t('accounts.directory.notAsked', { tenant }) : t('inventory.why.notRead')
}
