import { getLocale, getTranslations } from 'next-intl/server'
import { SelectField } from '#components/select-field.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import {
  appleRoles,
  frameworkStates,
  type LegalFact,
  type LegalValues,
  safeguards,
} from '#domain/legal-fact.ts'
import { countryOptions } from '#features/access/view/country-options.ts'

/** Whatever a value of several parts may hold; each subject reads its own. */
type Said = LegalValues['recipient'] & LegalValues['transfer'] & { words: string }

/** The fields of what a fact says, filled with what it says now; each subject has its own. */
export async function ValueFields({ fact, country }: { fact: LegalFact; country: string }) {
  const t = await getTranslations('legalFacts.form')
  const words = await getTranslations('reports.document.legal')
  const all = await getTranslations('legalFacts')
  const countries = countryOptions(await getLocale())
  const { subject, value } = fact
  const said: Partial<Said> = typeof value === 'object' && value !== null ? value : {}
  switch (subject) {
    case 'recipient':
      return (
        <>
          <TextField
            name="entity"
            label={t('entity')}
            help={t('entityHelp')}
            defaultValue={said.entity ?? ''}
            required
          />
          <TextField name="locality" label={t('locality')} defaultValue={said.locality ?? ''} />
          <SelectField
            name="country"
            label={t('country')}
            defaultValue={said.country ?? country}
            options={countries}
          />
        </>
      )
    case 'transfer': {
      return (
        <>
          <SelectField name="to" label={t('to')} defaultValue={said.to ?? 'US'} options={countries} />
          <SelectField
            name="safeguard"
            label={t('safeguard')}
            defaultValue={said.safeguard ?? 'scc'}
            options={safeguards.map((each) => ({
              value: each,
              label: all(`safeguards.${each}`),
            }))}
          />
          <SelectField
            name="dataPrivacyFramework"
            label={t('framework')}
            defaultValue={said.dataPrivacyFramework ?? 'notCertified'}
            options={frameworkStates.map((each) => ({ value: each, label: words(`framework.${each}`) }))}
          />
        </>
      )
    }
    case 'deletion':
      return (
        <TextAreaField
          name="words"
          label={t('deletion')}
          help={t('deletionHelp')}
          defaultValue={said.words ?? words('deletionReasonable')}
          rows={3}
        />
      )
    case 'role':
      return (
        <SelectField
          name="role"
          label={words('role')}
          help={t('roleHelp')}
          defaultValue={typeof value === 'string' ? value : ''}
          options={[
            { value: '', label: t('choose') },
            ...appleRoles.map((each) => ({ value: each, label: words(`roles.${each}`) })),
          ]}
        />
      )
    case 'authority':
      return (
        <TextField
          name="authority"
          label={words('authority')}
          help={t('authorityHelp')}
          defaultValue={typeof value === 'string' ? value : ''}
        />
      )
    case 'contract':
      return (
        <TextAreaField
          name="contract"
          label={words('contract')}
          help={t('contractHelp')}
          defaultValue={typeof value === 'string' ? value : ''}
          rows={3}
        />
      )
  }
}
