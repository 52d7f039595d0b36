create function app.apply_lead_page(p_tenant_id uuid, p_since text, p_page integer, p_items jsonb, p_has_next boolean)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_account app.dinamize_accounts;
  v_item jsonb;
  v_done text;
  v_counts jsonb;
  v_last text;
  v_erased text[];
begin
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id for update;
  -- somebody else wrote this page
  if v_account.cursor is null or v_account.cursor ->> 'since' is distinct from p_since or (v_account.cursor ->> 'page')::int <> p_page then
    return v_account.cursor is not null;
  end if;
  v_counts := v_account.cursor -> 'counts';
  perform app.lock_identity(p_tenant_id, array(
    select app.normalize_email(i ->> 'email') from jsonb_array_elements(p_items) i
    union select app.normalize_phone(i ->> 'phone') from jsonb_array_elements(p_items) i));
  -- whoever was erased here may have been read before they were erased there
  v_erased := array(
    select j.payload ->> 'contact_code' from app.jobs j
    where j.kind = 'erase_contact' and j.tenant_id = p_tenant_id and j.payload ->> 'place' = app.sync_place(v_account)
      and (j.finished_at is null or j.finished_at > now() - interval '1 hour'));
  perform set_config('app.from_dinamize', 'on', true);
  for v_item in select i from jsonb_array_elements(p_items) with ordinality e (i, n)
    where not coalesce(i ->> 'code' = any (v_erased), false) order by n loop
    v_done := app.apply_dinamize_contact(v_account, v_item);
    v_counts := v_counts || jsonb_build_object(v_done, coalesce((v_counts ->> v_done)::int, 0) + 1);
  end loop;
  perform set_config('app.from_dinamize', '', true);
  v_last := (select max(i ->> 'insert_date') from jsonb_array_elements(p_items) i);
  if p_has_next and v_last is not null then
    -- the next page begins with the last moment of this one: whatever is removed there moves nothing out of sight
    update app.dinamize_accounts a set cursor = v_account.cursor || jsonb_build_object('counts', v_counts) || case
      when v_last > coalesce(p_since, '') then jsonb_build_object('since', v_last, 'page', 1) else jsonb_build_object('page', p_page + 1) end
    where a.tenant_id = p_tenant_id;
    return true;
  end if;
  update app.dinamize_accounts a set cursor = null, pulled_at = clock_timestamp(), pulled_until = (v_account.cursor ->> 'started_at')::timestamptz,
    full_pulled_on = case when v_account.cursor ->> 'mode' = 'all' then ((v_account.cursor ->> 'started_at')::timestamptz at time zone 'America/Sao_Paulo')::date
      else a.full_pulled_on end,
    last_pull = v_counts || jsonb_build_object('mode', v_account.cursor ->> 'mode')
  where a.tenant_id = p_tenant_id;
  if v_counts ?| array['created', 'updated', 'found', 'conflict', 'opted_out'] then
    perform app.log_sync(p_tenant_id, 'in', 'pulled', null, jsonb_build_object('mode', v_account.cursor -> 'mode', 'counts', v_counts));
  end if;
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', v_account.id));
  delete from public.crm_sync_logs l where l.tenant_id = p_tenant_id and l.at < now() - interval '90 days';
  return false;
end;
$$;
comment on function app.apply_lead_page(uuid, text, integer, jsonb, boolean) is
  'Caller: the job pull_leads: a page [{code, email, name, phone, company, insert_date, opted_out}] and the step of the cursor in one transaction, so a page counts once however often it is read. Whoever is being erased at Dinamize does not come back. Whether there is more.';
revoke execute on function app.apply_lead_page(uuid, text, integer, jsonb, boolean) from public, anon, authenticated;
grant execute on function app.apply_lead_page(uuid, text, integer, jsonb, boolean) to service_role;
