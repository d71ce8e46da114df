import { parseArgs } from 'node:util'
import { attackCommand } from './cli/attack-command.ts'
import { imagesCommand } from './cli/images-command.ts'
import { newCommand } from './cli/new-command.ts'
import { proveCommand } from './cli/prove-command.ts'
import { sampleCommand } from './cli/sample-command.ts'

const USAGE = `npm run lab -- <verb>

  new <course>/<module>/<lab>     make a lab that proves at once
  test <lab>                      prove it on one seed, and say what happened
  prove [<lab> …] [--all] [--seeds N] [--mutants N] [--quick] [--loaded] [--record [--again]]
                                  prove labs on N seeds (3), with N mutants of the reference (0);
                                  --quick grades each wrong solution on one of the seeds;
                                  --loaded grades all of it once more beside eight busy loops, and compares digests;
                                  --record writes content/proofs.json, which is shipped: what did not change since it
                                  was recorded is left out, unless --again
  sample [<number>]               fail where a record is missing or out of date, and prove a random tenth again
  images [--lock]                 what each image is made of, package by package, and what of it differs from what
                                  labs were proven with; --lock writes down that they were proven with these
  attack [<name> …]               try the hostile programs on this machine's sandboxes

<lab> is a code, an id, a folder's name or a path.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '3' },
    mutants: { type: 'string', default: '0' },
    content: { type: 'string', default: 'content' },
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    loaded: { type: 'boolean', default: false },
    lock: { type: 'boolean', default: false },
  },
})
const [verb = '', ...names] = positionals

const COMMANDS: Record<string, () => Promise<number>> = {
  new: () => newCommand(values.content, names),
  test: () => proveCommand(values.content, { names, all: false, seeds: 1, mutants: 0, isQuick: false }),
  prove: () =>
    proveCommand(values.content, {
      names,
      all: values.all || names.length === 0,
      seeds: Number(values.seeds),
      mutants: Number(values.mutants),
      // A proof that is shown with its date is a whole one.
      isQuick: values.quick && !values.record,
      isLoaded: values.loaded,
      isRecorded: values.record,
      isAgain: values.again,
    }),
  sample: () => sampleCommand(values.content, names[0] ?? ''),
  images: () => imagesCommand({ isLocking: values.lock }),
  attack: () => attackCommand(names),
}

const command = COMMANDS[verb]
if (!command) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
