#!/usr/bin/env node
// Builds dist/: Prisma's client, all applications and libraries in one compilation, the files beside the code.
// With --if-needed it does nothing when no source is newer than the last build.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const stamp = path.join(root, 'dist/.built')
const packages = JSON.parse(fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8')).compilerOptions.paths
const generated = 'libs/adapters/database/src/generated'

const startedAt = Date.now()
if (!process.argv.includes('--if-needed') || isStale()) {
  process.stderr.write('building…\n')
  run('prisma', ['generate', '--no-hints'])
  run('nest', ['build', 'cli'])
  copyBesideCode()
  resolveDynamicImports(path.join(root, 'dist'))
  if (fs.existsSync(path.join(root, 'examples/extension/tsconfig.json')))
    run('tsc', ['-p', 'examples/extension'])
  fs.writeFileSync(stamp, '')
  process.stderr.write(`built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}

function isStale() {
  if (!fs.existsSync(stamp)) return true
  const builtAt = fs.statSync(stamp).mtimeMs
  const sources = [
    'apps',
    'libs',
    'prisma',
    'examples/extension/src',
    'package-lock.json',
    'tsconfig.json',
    'nest-cli.json',
  ]
  return sources.some((source) => isNewer(path.join(root, source), builtAt))
}

function isNewer(place, than) {
  if (!fs.existsSync(place) || place.endsWith(generated)) return false
  const facts = fs.statSync(place)
  if (!facts.isDirectory()) return facts.mtimeMs > than && !place.endsWith('.test.ts')
  return fs
    .readdirSync(place)
    .some((name) => name !== 'node_modules' && isNewer(path.join(place, name), than))
}

// What the compiler leaves behind: statements that have a file of their own, programs started as they are.
function copyBesideCode() {
  fs.cpSync(path.join(root, 'libs'), path.join(root, 'dist/libs'), {
    recursive: true,
    filter: (source) =>
      fs.statSync(source).isDirectory() ? !source.includes('node_modules') : /\.(sql|mjs)$/.test(source),
  })
}

// Nest's builder turns package names into relative paths in static imports only.
function resolveDynamicImports(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name)
    if (entry.isDirectory()) resolveDynamicImports(place)
    else if (entry.name.endsWith('.js')) resolveDynamicImportsIn(place)
  }
}

function resolveDynamicImportsIn(file) {
  const code = fs.readFileSync(file, 'utf8')
  const resolved = code.replace(/\bimport\((['"])(@director\/[a-z-]+)\1\)/g, (found, quote, name) => {
    const target = packages[name]?.[0]
    if (target === undefined) throw new Error(`${file}: no package ${name} in tsconfig.json`)
    const built = path.join(root, 'dist', target.replace(/\.ts$/, '.js'))
    return `import(${quote}./${path.relative(path.dirname(file), built)}${quote})`
  })
  if (resolved !== code) fs.writeFileSync(file, resolved)
}

function run(command, args) {
  const program = path.join(
    root,
    'node_modules/.bin',
    process.platform === 'win32' ? `${command}.cmd` : command,
  )
  const result = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (result.status === 0) return
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}\n${command} ${args.join(' ')} failed\n`)
  process.exit(1)
}
