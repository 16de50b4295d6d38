/** A certificate for localhost and 127.0.0.1 that nobody vouches for, and its key. Both are public: tests only. */
export const testCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUPLYQeTyTcsSHrACSJiyckvOgB+YwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzIzNDYwNFoYDzIxMjYxMDMw
MjM0NjA0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASs2qyDofg9P8sxrttobu0Ae5YGHT3MX6gY66M9IGwBDgkLZCWSN8DQ
BOxU2tqXLMreFdxExHVanyH/t+r+yqbYo28wbTAdBgNVHQ4EFgQUapRp4GQnqakK
0RkCNg+iigJ0DZswHwYDVR0jBBgwFoAUapRp4GQnqakK0RkCNg+iigJ0DZswDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgO6YH1RNtj+NPeGO+yHqjEQTXGMDU2LayOshgaKpYj48CIHrL
h0sBDotRUEsagLOtybH9UQOtkDPuyfTCvMsybxxq
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwIRm5SrbMR5x5mGO
wtjYeCgjbQRmalTYvGlhcm19Yy6hRANCAASs2qyDofg9P8sxrttobu0Ae5YGHT3M
X6gY66M9IGwBDgkLZCWSN8DQBOxU2tqXLMreFdxExHVanyH/t+r+yqbY
-----END PRIVATE KEY-----`,
} as const;
