import { getTranslations } from 'next-intl/server'
import { ChoiceField } from '#components/choice-field.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'

type ScopeFieldsProps = {
  choices: ConnectionSummary[]
  chosen: string[]
  /** Those that another open case is about already. */
  underWay: string[]
}

/** Which connections to end. */
export async function ScopeFields({ choices, chosen, underWay }: ScopeFieldsProps) {
  const t = await getTranslations()
  return (
    <ChoiceField
      name="connection"
      label={t('offboardings.scope.question')}
      pick="many"
      defaultValues={chosen}
      choices={choices.map(({ id, name, service, account, state }) => ({
        value: id,
        label: name,
        help: [
          `${t(`services.${service}.name`)}.`,
          account
            ? t('offboardings.scope.choice', { appleId: account.appleId, state: t(`states.${state}`) })
            : t('offboardings.scope.choiceWithoutAccount', { state: t(`states.${state}`) }),
          ...(underWay.includes(id) ? [t('offboardings.scope.underWay')] : []),
        ].join(' '),
      }))}
    />
  )
}
