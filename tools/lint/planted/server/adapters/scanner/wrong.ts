import { connect } from "node:net";
import pino from "pino"; // refused: noRestrictedImports
