#!/usr/bin/env node
// The command `sluice`.
import { commandLine } from './index.js';

await commandLine(process.argv);
