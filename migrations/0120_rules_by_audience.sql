-- The rules that could concern a few people are found by whom they name, however many rules there are.
create index matrix_rule_version__named on matrix_rule_version using gin (audience jsonb_path_ops) where superseded_at is null;
create index matrix_rule_version__naming_nobody on matrix_rule_version (rule_id)
  where superseded_at is null and audience @? '$[*] ? (!exists(@.all[*] ? (@.kind == "role" || @.kind == "department" || @.kind == "site")))';
comment on index matrix_rule_version__naming_nobody is 'Rules with a group that anybody can be in, whatever their role, department or site.';
