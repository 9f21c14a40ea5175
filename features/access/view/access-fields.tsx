import { getTranslations } from 'next-intl/server'
import { ChoiceField } from '#components/choice-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { type Role, roles } from '#domain/permission.ts'

/** A role and the last day of it, as somebody has them now or none yet. `lastDay` as YYYY-MM-DD. */
export async function AccessFields({ role, lastDay }: { role?: Role; lastDay?: string | undefined }) {
  const t = await getTranslations('members.invite')
  const words = await getTranslations('roles')
  return (
    <>
      <ChoiceField
        name="role"
        label={t('role')}
        choices={roles.map((each) => ({
          value: each,
          label: words(`${each}.name`),
          help: words(`${each}.help`),
        }))}
        {...(role && { defaultValues: [role] })}
        required
      />
      <TextField
        name="lastDay"
        type="date"
        label={t('lastDay')}
        help={t('lastDayHelp')}
        {...(lastDay && { defaultValue: lastDay })}
      />
    </>
  )
}
