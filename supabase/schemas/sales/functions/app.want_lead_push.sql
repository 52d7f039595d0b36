-- Whoever changes a lead locks its row here before they look for its job, and so does who closes the job: a change is either
-- seen by who closes, or finds the job closed and makes another.
create function app.want_lead_push(p_account app.dinamize_accounts, p_lead public.crm_leads, p_anyway boolean default false)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_place text := app.sync_place(p_account);
  v_fields jsonb := app.lead_sync_fields(p_account, p_lead);
begin
  if p_lead.email is null or p_lead.status = 'discarded' then
    return false;
  end if;
  insert into public.crm_lead_sync as s (tenant_id, lead_id, place) values (p_lead.tenant_id, p_lead.id, v_place)
  on conflict (tenant_id, lead_id) do update set
    place = excluded.place, status = 'pending', error = null,
    wanted_at = case when s.status = 'pending' then s.wanted_at else excluded.wanted_at end,
    contact_code = case when s.place = excluded.place then s.contact_code end,
    -- written again although both sides should have it
    agreed = case when s.place = excluded.place and not p_anyway then s.agreed else '{}' end
  where s.place <> excluded.place
    or s.status <> 'opted_out' and (p_anyway or s.status = 'failed' or app.changed_fields(v_fields, s.agreed) <> '{}');
  if not found then
    return false;
  end if;
  perform app.queue_lead_push(p_lead.tenant_id, p_lead.id);
  return true;
end;
$$;
comment on function app.want_lead_push(app.dinamize_accounts, public.crm_leads, boolean) is
  'Notes that a lead has to be written at Dinamize, with one job however often it changes; p_anyway: also what is written there already. Nothing for somebody without an address, discarded or opted out.';
revoke execute on function app.want_lead_push(app.dinamize_accounts, public.crm_leads, boolean) from public, anon, authenticated;
