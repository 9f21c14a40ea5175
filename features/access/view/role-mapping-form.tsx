import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import { mappableRoles, mappedClaims } from '#domain/role-mapping.ts'
import { addRoleMappingAction } from '../actions.ts'

/** Maps one more group, or role of the application. */
export async function RoleMappingForm() {
  const t = await getTranslations('roleMappings')
  const roles = await getTranslations('roles')
  return (
    <ActionForm action={addRoleMappingAction} doneWords={t('form.done')}>
      <ChoiceField
        name="claim"
        label={t('claim')}
        choices={mappedClaims.map((claim) => ({
          value: claim,
          label: t(`claims.${claim}`),
          help: t(`claimHelp.${claim}`),
        }))}
        defaultValues={['groups']}
        required
      />
      <TextField name="value" label={t('form.value')} help={t('form.valueHelp')} required />
      <ChoiceField
        name="role"
        label={t('role')}
        help={t('form.auditor')}
        choices={mappableRoles.map((role) => ({
          value: role,
          label: roles(`${role}.name`),
          help: roles(`${role}.help`),
        }))}
        required
      />
      <div>
        <SubmitButton tone="plain" pendingLabel={t('form.pending')}>
          {t('form.submit')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
