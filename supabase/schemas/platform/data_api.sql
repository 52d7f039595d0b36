do $$
begin
  if exists (select from pg_roles where rolname = 'authenticator') then
    alter role authenticator set pgrst.db_pre_request = 'public.pre_request';
    alter role authenticator set pgrst.db_plan_enabled = 'false';
    notify pgrst, 'reload config';
  end if;
end $$;
