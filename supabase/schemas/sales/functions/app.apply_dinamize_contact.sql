-- The rule of conflicts. Of each field both sides have what they last agreed on: what changed on one side alone is taken by the
-- other. What changed on both is what the clinic wrote, and goes there. Nothing is emptied by either side.
create function app.apply_dinamize_contact(p_account app.dinamize_accounts, p_item jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_account.tenant_id;
  v_place text := app.sync_place(p_account);
  v_email text := app.normalize_email(p_item ->> 'email');
  v_phone text := app.normalize_phone(p_item ->> 'phone');
  v_name text := app.normalize_name(left(p_item ->> 'name', 120));
  v_theirs jsonb;
  v_ours jsonb;
  v_taken jsonb;
  v_lost jsonb;
  v_sync public.crm_lead_sync;
  v_lead public.crm_leads;
  v_before public.crm_leads;
  v_kind text;
begin
  if v_email is null or nullif(p_item ->> 'code', '') is null then
    return 'skipped';
  end if;
  if v_name is null or char_length(v_name) < 2 then
    v_name := null;
  end if;
  v_theirs := jsonb_strip_nulls(jsonb_build_object('name', v_name, 'email', v_email,
    'phone', case when p_account.phone_field is not null then v_phone end,
    'company', case when p_account.company_field is not null then app.trimmed(p_item ->> 'company', 120) end));
  -- the one that is written under this code; of several the one that is open
  select l.* into v_lead from public.crm_lead_sync s join public.crm_leads l on l.tenant_id = s.tenant_id and l.id = s.lead_id
  where s.tenant_id = v_tenant and s.contact_code = p_item ->> 'code' and s.place = v_place
  order by l.status in ('converted', 'discarded'), l.created_at desc limit 1;
  if v_lead.id is null then
    -- one person, one open lead: the address, or the number with the name; who was a lead before is none again
    select * into v_lead from public.crm_leads l
    where l.tenant_id = v_tenant and (l.email = v_email or l.email is null and l.phone = v_phone and l.sort_key = app.normalize_text(v_name))
    order by l.status in ('converted', 'discarded'), l.email is null, l.created_at desc limit 1;
  end if;
  if v_lead.id is null then
    if p_account.creates_since > (p_item ->> 'insert_date')::timestamp at time zone 'America/Sao_Paulo' or (p_item ->> 'opted_out')::boolean then
      return 'skipped';
    end if;
    insert into public.crm_leads (tenant_id, full_name, email, phone, company, origin)
    values (v_tenant, coalesce(v_name, app.require_name(split_part(v_email, '@', 1) || ' (e-mail)')), v_email, v_phone, app.trimmed(p_item ->> 'company', 120), 'dinamize')
    returning * into v_lead;
    update public.crm_leads l set score = app.lead_score(v_lead) where l.tenant_id = v_tenant and l.id = v_lead.id returning * into v_lead;
    insert into public.crm_lead_sync (tenant_id, lead_id, place, contact_code, status, agreed, direction, synced_at)
    values (v_tenant, v_lead.id, v_place, p_item ->> 'code', 'synced',
      app.lead_sync_fields(p_account, v_lead) || v_theirs, 'in', clock_timestamp());
    perform app.note_sale(v_tenant, 'lead', v_lead.id, 'created', null, to_jsonb(v_lead));
    perform app.log_sync(v_tenant, 'in', 'created', v_lead.id);
    return 'created';
  end if;
  insert into public.crm_lead_sync (tenant_id, lead_id, place) values (v_tenant, v_lead.id, v_place) on conflict (tenant_id, lead_id) do nothing;
  select * into v_sync from public.crm_lead_sync s where s.tenant_id = v_tenant and s.lead_id = v_lead.id for update;
  select * into v_lead from public.crm_leads l where l.tenant_id = v_tenant and l.id = v_lead.id for update;
  v_before := v_lead;
  if v_sync.place <> v_place then
    v_sync.agreed := '{}';
    v_sync.contact_code := null;
  end if;
  if v_lead.status in ('converted', 'discarded') then
    v_taken := '{}';
    v_lost := '{}';
  else
    v_ours := app.lead_sync_fields(p_account, v_lead);
    select coalesce(jsonb_object_agg(t.key, t.value) filter (where t.wins), '{}'), coalesce(jsonb_object_agg(t.key, t.value) filter (where not t.wins), '{}')
    into v_taken, v_lost
    from (
      select f.key, f.value, not v_ours ? f.key or v_ours -> f.key = v_sync.agreed -> f.key as wins
      from jsonb_each(v_theirs) f
      where v_ours -> f.key is distinct from f.value and v_sync.agreed -> f.key is distinct from f.value
        -- an address that somebody else is written down with stays theirs
        and not (f.key = 'email' and exists (select from public.crm_leads o where o.tenant_id = v_tenant and o.id <> v_lead.id and o.email = v_email))) t;
  end if;
  if v_taken <> '{}' then
    update public.crm_leads l set full_name = coalesce(v_taken ->> 'name', l.full_name), email = coalesce(v_taken ->> 'email', l.email),
      phone = coalesce(v_taken ->> 'phone', l.phone), company = coalesce(v_taken ->> 'company', l.company), version = l.version + 1
    where l.tenant_id = v_tenant and l.id = v_lead.id returning * into v_lead;
    update public.crm_leads l set score = app.lead_score(v_lead) where l.tenant_id = v_tenant and l.id = v_lead.id returning * into v_lead;
    perform app.note_sale(v_tenant, 'lead', v_lead.id, 'changed', to_jsonb(v_before), to_jsonb(v_lead));
  end if;
  v_kind := case when (p_item ->> 'opted_out')::boolean and v_sync.status <> 'opted_out' then 'opted_out' when v_lost <> '{}' then 'conflict'
    when v_taken <> '{}' then 'updated' when v_sync.contact_code is distinct from p_item ->> 'code' then 'found' end;
  if v_kind is null and v_theirs <@ v_sync.agreed then
    return 'unchanged';
  end if;
  update public.crm_lead_sync s set place = v_place, contact_code = p_item ->> 'code', agreed = v_sync.agreed || v_theirs,
    direction = case when v_kind is null then s.direction else 'in' end, synced_at = clock_timestamp(),
    status = case when (p_item ->> 'opted_out')::boolean or s.status = 'opted_out' and s.place = v_place then 'opted_out'
      when v_lead.status in ('converted', 'discarded') then s.status else 'synced' end,
    error = null
  where s.tenant_id = v_tenant and s.lead_id = v_lead.id returning * into v_sync;
  if v_kind is not null then
    perform app.log_sync(v_tenant, 'in', v_kind, v_lead.id, jsonb_build_object(
      'fields', (select jsonb_agg(k order by k) from jsonb_object_keys(case when v_kind = 'conflict' then v_lost else v_taken end) k)));
  end if;
  -- what is the clinic's goes there
  if p_account.is_pushing and v_lead.email is not null and v_lead.status <> 'discarded' and v_sync.status <> 'opted_out'
    and app.changed_fields(app.lead_sync_fields(p_account, v_lead), v_sync.agreed) <> '{}'
  then
    update public.crm_lead_sync s set status = 'pending', wanted_at = clock_timestamp() where s.tenant_id = v_tenant and s.lead_id = v_lead.id;
    perform app.queue_lead_push(v_tenant, v_lead.id);
  end if;
  return coalesce(v_kind, 'unchanged');
end;
$$;
comment on function app.apply_dinamize_contact(app.dinamize_accounts, jsonb) is
  'A contact of the list becomes a lead, or changes the one that it is: created, updated, found (only linked), conflict, opted_out, unchanged, skipped (no address, older than what makes leads, or opted out).';
revoke execute on function app.apply_dinamize_contact(app.dinamize_accounts, jsonb) from public, anon, authenticated;
