import { getTranslations } from 'next-intl/server'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import type { OrganisationInput } from '../schema.ts'
import classes from './operator-fields.module.css'

type OperatorFieldsProps = {
  organisation: Pick<OrganisationInput, 'operatorName' | 'operatorContact' | 'operatorDpo'>
}

/** Who runs the tenant on the organisation's behalf. */
export async function OperatorFields({ organisation }: OperatorFieldsProps) {
  const t = await getTranslations('organisations.details')
  const { operatorName, operatorContact, operatorDpo } = organisation
  return (
    <fieldset className={classes.operator}>
      <legend>{t('operator')}</legend>
      <p className={classes.help}>{t('operatorHelp')}</p>
      <TextField name="operatorName" label={t('operatorName')} defaultValue={operatorName ?? ''} />
      <TextAreaField
        name="operatorContact"
        label={t('operatorContact')}
        help={t('operatorContactHelp')}
        defaultValue={operatorContact ?? ''}
        rows={3}
      />
      <TextField
        name="operatorDpo"
        label={t('operatorDpo')}
        help={t('operatorDpoHelp')}
        defaultValue={operatorDpo ?? ''}
      />
    </fieldset>
  )
}
