import { FindInput } from '../platform/find-words.ts'
import { procedure, router } from '../platform/trpc.ts'
import { assignPerson, endAssignment, readTeam } from './assign-person.ts'
import { recordLeave, transferLearner, withdrawLearner } from './change-enrolment.ts'
import { correctEvent } from './correct-event.ts'
import { createCohort, updateCohort } from './create-cohort.ts'
import { exportRoster } from './export-roster.ts'
import { findCohorts } from './find-cohorts.ts'
import { freezeCohort } from './freeze-cohort.ts'
import { holdGrades, releaseGrades } from './hold-grades.ts'
import { importRoster } from './import-roster.ts'
import * as inputs from './inputs.ts'
import { previewRoster } from './preview-roster.ts'
import { listCohorts, readChoices, readCohort } from './read-cohorts.ts'
import { readEnrolment, readRoster } from './read-roster.ts'
import { undoImport } from './undo-import.ts'

export const cohortsRouter = router({
  list: procedure.query(({ ctx }) => listCohorts(ctx)),
  find: procedure.input(FindInput).query(({ ctx, input }) => findCohorts(ctx, input)),
  choices: procedure.query(({ ctx }) => readChoices(ctx)),
  show: procedure.input(inputs.CohortInput).query(({ ctx, input }) => readCohort(ctx, input)),
  create: procedure.input(inputs.CreateCohortInput).mutation(({ ctx, input }) => createCohort(ctx, input)),
  update: procedure.input(inputs.UpdateCohortInput).mutation(({ ctx, input }) => updateCohort(ctx, input)),
  freeze: procedure.input(inputs.CohortInput).mutation(({ ctx, input }) => freezeCohort(ctx, input)),
  team: procedure.input(inputs.CohortInput).query(({ ctx, input }) => readTeam(ctx, input)),
  assign: procedure.input(inputs.AssignPersonInput).mutation(({ ctx, input }) => assignPerson(ctx, input)),
  endAssignment: procedure.input(inputs.EndAssignmentInput).mutation(({ ctx, input }) => endAssignment(ctx, input)),
  roster: procedure.input(inputs.CohortInput).query(({ ctx, input }) => readRoster(ctx, input)),
  enrolment: procedure.input(inputs.EnrolmentInput).query(({ ctx, input }) => readEnrolment(ctx, input)),
  // A mutation for its size: a file does not fit into an address.
  previewRoster: procedure.input(inputs.RosterFileInput).mutation(({ ctx, input }) => previewRoster(ctx, input)),
  importRoster: procedure.input(inputs.ImportRosterInput).mutation(({ ctx, input }) => importRoster(ctx, input)),
  undoImport: procedure.input(inputs.UndoImportInput).mutation(({ ctx, input }) => undoImport(ctx, input)),
  exportRoster: procedure.input(inputs.ExportRosterInput).mutation(({ ctx, input }) => exportRoster(ctx, input)),
  holdGrades: procedure.input(inputs.HoldGradesInput).mutation(({ ctx, input }) => holdGrades(ctx, input)),
  releaseGrades: procedure.input(inputs.ReleaseGradesInput).mutation(({ ctx, input }) => releaseGrades(ctx, input)),
  withdraw: procedure.input(inputs.WithdrawInput).mutation(({ ctx, input }) => withdrawLearner(ctx, input)),
  recordLeave: procedure.input(inputs.LeaveInput).mutation(({ ctx, input }) => recordLeave(ctx, input)),
  transfer: procedure.input(inputs.TransferInput).mutation(({ ctx, input }) => transferLearner(ctx, input)),
  correct: procedure.input(inputs.CorrectInput).mutation(({ ctx, input }) => correctEvent(ctx, input)),
})
