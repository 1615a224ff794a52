-- The names of attributes that anybody may have. Whoever has met all of them in some rows need not read the others.
-- A name may stand here twice, where two imports met it at once, or although nobody has it any more; none is missing.
-- V17_1, store.AttributeNamesOfOld, takes in those that were there before.
CREATE TABLE attribute_name (
  name VARCHAR(16000) NOT NULL
);
