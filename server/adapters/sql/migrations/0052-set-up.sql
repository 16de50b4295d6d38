-- The link by which the first admin is made (product.md): its token is printed once, here stands its keyed hash until it was used.
ALTER TABLE centre ADD COLUMN set_up_hash text;
