// Extensions resolve '@director/kit' to this file; it hands them the very module the installation itself runs.
export * from '../../dist/libs/kit/src/index.js'
