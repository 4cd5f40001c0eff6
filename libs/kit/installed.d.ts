// The types that belong to installed.js: those of the build, where names of our packages are paths.
export * from '../../dist/libs/kit/src/index.js'
