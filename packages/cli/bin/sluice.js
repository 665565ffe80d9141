#!/usr/bin/env node
// The command `sluice`: the command line of the package `sluice`, with the pages and the recording of this one.
import { commandLine } from 'sluice/cli';

await commandLine(process.argv, { files: new URL('../dist/', import.meta.url) });
