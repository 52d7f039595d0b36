create function app.tg_crm_leads__sync()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_account app.dinamize_accounts;
begin
  -- what came from there does not go back
  if current_setting('app.from_dinamize', true) is distinct from 'on' then
    select * into v_account from app.dinamize_accounts a where a.tenant_id = new.tenant_id and a.is_pushing;
    if v_account.tenant_id is not null then
      perform app.want_lead_push(v_account, new);
    end if;
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_crm_leads__sync() from public, anon, authenticated;
