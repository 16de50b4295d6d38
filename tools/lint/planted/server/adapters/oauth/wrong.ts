import { refreshTokenGrant } from "openid-client";
import pino from "pino"; // refused: noRestrictedImports
