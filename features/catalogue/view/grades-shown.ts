import { type Grade, grades, type Source } from '#domain/grade.ts'

/** The marks that the sources on a page have, each once, as a legend lists them. */
export const gradesShown = (sources: readonly Source[]): Grade[] =>
  grades.filter((grade) => sources.some((source) => source.grade === grade))
