import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Section } from '#components/section.tsx'
import { statedBy, toldState } from '#domain/review.ts'
import { ReviewMark } from '#features/inventory/view/review-mark.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { Opinion, ReviewDetail } from '../queries.ts'
import { DueReasons } from './due-reasons.tsx'
import { ReviewTerms } from './review-terms.tsx'
import classes from './reviews.module.css'

type ReviewSectionProps = {
  /** The field as addresses name it. */
  field: string
  detail: ReviewDetail
  may: { propose: boolean; decide: boolean; advise: boolean }
}

/** On what basis a field is shared and for how long: what is in force, what waits for a decision, and what was before. */
export async function ReviewSection({ field, detail, may }: ReviewSectionProps) {
  const t = await getTranslations('reviews')
  const { standing, versions } = detail
  const { inForce, open } = standing
  const query = new URLSearchParams({ field })
  const past = versions.filter(({ version }) => version !== inForce?.version && version !== open?.version)
  const tell = (version: number) => versions.find((each) => each.version === version)
  return (
    <Section
      id="review"
      title={t('section.title')}
      note={t(`section.note.${toldState(standing)}`)}
      aside={<ReviewMark standing={standing} />}
    >
      <DueReasons standing={standing} />
      {open ? <Version version={tell(open.version)} /> : null}
      {inForce ? <Version version={tell(inForce.version)} /> : null}
      <FormButtons>
        {open && (may.decide || may.advise || may.propose) ? (
          <ButtonLink href={`/reviews/decide?${query}`}>
            {t(may.decide ? 'decide.open' : 'advise.open')}
          </ButtonLink>
        ) : null}
        {may.propose ? (
          <ButtonLink href={`/reviews/new?${query}`} tone={open ? 'plain' : 'primary'}>
            {t(inForce || open ? 'propose.again' : 'propose.first')}
          </ButtonLink>
        ) : null}
      </FormButtons>
      {past.length > 0 ? (
        <details>
          <summary>{t('section.past', { count: past.length })}</summary>
          {past.map((version) => (
            <Version key={version.version} version={version} latest={standing.latest} />
          ))}
        </details>
      ) : null}
    </Section>
  )
}

type VersionProps = {
  version: ReviewDetail['versions'][number] | undefined
  /** Number of the newest: a proposal before it was replaced. */
  latest?: number
}

/** One version in full: who proposed it, what became of it, what others said of it. */
export async function Version({ version, latest = 0 }: VersionProps) {
  const t = await getTranslations('reviews')
  const date = await datesHere()
  if (!version) return null
  const { proposed, decided, opinions } = version
  const moment = (at: Date) => date(at, { dateStyle: 'long', timeStyle: 'short' })
  const state = decided?.decision ?? (version.version < latest ? 'replaced' : 'open')
  return (
    <article className={classes.version}>
      <h3>{t(`version.${state}`, { version: version.version })}</h3>
      <p className={classes.who}>
        {t('version.proposed', { by: proposed.name, at: moment(proposed.at) })}
        {decided
          ? ` ${t(`version.decided.${decided.decision}`, { by: decided.name, at: moment(decided.at) })}`
          : ''}
      </p>
      {decided?.note ? (
        <p>
          <FreeText>{decided.note}</FreeText>
        </p>
      ) : null}
      <ReviewTerms terms={version.terms} source={statedBy(version)} />
      <Opinions opinions={opinions} moment={moment} />
    </article>
  )
}

async function Opinions({ opinions, moment }: { opinions: Opinion[]; moment: (at: Date) => string }) {
  const t = await getTranslations('reviews.version')
  if (opinions.length === 0) return null
  return (
    <ul className={classes.opinions}>
      {opinions.map(({ opinion, note, by, at }) => (
        <li key={at.toISOString()}>
          {t(`opinion.${opinion}`, { by, at: moment(at) })}
          {note === null ? null : (
            <>
              {' '}
              <FreeText>{note}</FreeText>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
