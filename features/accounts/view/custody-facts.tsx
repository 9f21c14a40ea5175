import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { FreeText } from '#components/free-text.tsx'
import { custodyFields } from '#domain/custody.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { StatedCustody } from '../account-detail.ts'

/** Who keeps an account, as the version that stands says it. */
export async function CustodyFacts({ custody }: { custody: StatedCustody }) {
  const t = await getTranslations('accounts.custody')
  const source = { grade: 'stated', by: custody.statedBy, at: custody.statedAt.toISOString() } as const
  return (
    <DefinitionList
      items={custodyFields.map((field) => {
        const said = custody[field]
        return {
          id: field,
          term: t(`field.${field}`),
          description:
            said === null ? (
              t('empty')
            ) : (
              <Graded source={source}>
                <FreeText>{said}</FreeText>
              </Graded>
            ),
        }
      })}
    />
  )
}
