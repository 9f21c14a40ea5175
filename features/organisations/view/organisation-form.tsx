import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { languages } from '#domain/language.ts'
import { countryOptions } from '#features/access/view/country-options.ts'
import { changeOrganisationAction } from '../actions.ts'
import type { OrganisationInput } from '../schema.ts'
import { OperatorFields } from './operator-fields.tsx'

/** What an owner may change about the organisation. */
export async function OrganisationForm({ organisation }: { organisation: OrganisationInput }) {
  const t = await getTranslations('organisations.details')
  const names = await getTranslations('reports.languages')
  const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
  const { address, controllerName, dpoContact, officersAreDpo } = organisation
  return (
    <ActionForm action={changeOrganisationAction} doneWords={t('saved')}>
      <TextField name="name" label={t('name')} defaultValue={organisation.name} required />
      <SelectField
        name="country"
        label={t('country')}
        help={t('countryHelp')}
        defaultValue={organisation.country}
        options={countryOptions(await getLocale())}
      />
      <TextAreaField name="address" label={t('address')} defaultValue={address ?? ''} rows={3} />
      <TextField
        name="controllerName"
        label={t('controllerName')}
        help={t('controllerNameHelp')}
        defaultValue={controllerName ?? ''}
      />
      <TextField
        name="dpoContact"
        label={t('dpoContact')}
        help={t('dpoContactHelp')}
        defaultValue={dpoContact ?? ''}
      />
      <ChoiceField
        name="officersAreDpo"
        label={t('officersAreDpo')}
        pick="many"
        defaultValues={officersAreDpo ? ['yes'] : []}
        choices={[{ value: 'yes', label: t('officersAreDpoYes'), help: t('officersAreDpoHelp') }]}
      />
      <TextField
        name="publicName"
        label={t('publicName')}
        help={t('publicNameHelp')}
        defaultValue={organisation.publicName ?? ''}
      />
      <OperatorFields organisation={organisation} />
      <SelectField
        name="language"
        label={t('language')}
        defaultValue={organisation.language}
        options={languages.map((code) => ({ value: code, label: names(code) }))}
      />
      <SelectField
        name="timeZone"
        label={t('timeZone')}
        defaultValue={organisation.timeZone}
        options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      />
      <div>
        <SubmitButton tone="plain" pendingLabel={t('pending')}>
          {t('save')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
