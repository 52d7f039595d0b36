create function app.submit_lead_form(p_form_id uuid, p_ip_hash text, p_answers jsonb, p_seconds integer, p_is_trapped boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_form public.lead_forms;
  v_row public.crm_leads;
  v_before public.crm_leads;
  v_name text := app.normalize_name(left(p_answers ->> 'full_name', 200));
  v_email text := app.normalize_email(p_answers ->> 'email');
  v_phone text := app.normalize_phone(p_answers ->> 'phone');
  v_message text := nullif(btrim(app.normalize_lines(left(p_answers ->> 'message', 2000))), '');
  v_company text := app.trimmed(p_answers ->> 'company', 120);
  v_problems text[];
  v_thanks jsonb;
begin
  select f.* into v_form from app.lead_form_routes r join public.lead_forms f on f.tenant_id = r.tenant_id and f.id = r.form_id
  where r.form_id = p_form_id and f.is_active and app.module_is_on(f.tenant_id, 'sales');
  if v_form.id is null then
    return '{"state": "unknown"}';
  end if;
  v_thanks := jsonb_build_object('state', 'thanks', 'title', v_form.title, 'thanks', v_form.thanks);
  -- a machine fills in what nobody sees, or is quicker than people type; it learns nothing of that
  if p_is_trapped or p_seconds < 3 then
    return v_thanks;
  end if;
  v_problems := array_remove(array[
    case when v_name is null or char_length(v_name) not between 2 and 120 then 'full_name' end,
    case when p_answers ->> 'email' ~ '\S' and v_email is null or v_email is null and v_phone is null then 'email' end,
    case when p_answers ->> 'phone' ~ '\S' and v_phone is null or v_email is null and v_phone is null then 'phone' end], null);
  -- a page that lay open since yesterday, or that is not ours
  if p_seconds is null or p_seconds > 86400 then
    return jsonb_build_object('state', 'stale');
  end if;
  if cardinality(v_problems) > 0 then
    return jsonb_build_object('state', 'invalid', 'problems', v_problems);
  end if;
  if not app.take_turn('lead-form:send:' || coalesce(p_ip_hash, '-'), 5, interval '1 hour')
    or not app.take_turn('lead-form:form:' || p_form_id, 200, interval '1 hour')
  then
    return '{"state": "limited"}';
  end if;
  perform app.lock_identity(v_form.tenant_id, array[v_phone, v_email]);
  select * into v_before from public.crm_leads l
  where l.tenant_id = v_form.tenant_id and l.status in ('new', 'contacted', 'qualified') and (l.phone = v_phone or l.email = v_email)
  order by l.created_at limit 1 for update;
  if v_before.id is null then
    insert into public.crm_leads (tenant_id, full_name, email, phone, company, origin, owner_id, form_id, message, utm)
    values (v_form.tenant_id, v_name, v_email, v_phone, v_company, 'site_form', v_form.owner_id, v_form.id, v_message, (
      select coalesce(jsonb_object_agg(k.key, app.trimmed(p_answers -> 'utm' ->> k.key, 100)), '{}')
      from unnest(array['source', 'medium', 'campaign', 'term', 'content']) k (key) where app.trimmed(p_answers -> 'utm' ->> k.key, 100) is not null))
    returning * into v_row;
  else
    -- who writes twice is one lead; nothing that the clinic wrote is replaced
    update public.crm_leads l set email = coalesce(l.email, v_email), phone = coalesce(l.phone, v_phone), company = coalesce(l.company, v_company),
      message = left(concat_ws(E'\n\n', l.message, case when l.message is distinct from v_message then v_message end), 2000), version = l.version + 1
    where l.tenant_id = v_form.tenant_id and l.id = v_before.id returning * into v_row;
  end if;
  update public.crm_leads l set score = app.lead_score(v_row) where l.tenant_id = v_form.tenant_id and l.id = v_row.id returning * into v_row;
  perform app.note_sale(v_form.tenant_id, 'lead', v_row.id, case when v_before.id is null then 'created' else 'changed' end,
    case when v_before.id is not null then to_jsonb(v_before) end, to_jsonb(v_row));
  return v_thanks;
end;
$$;
comment on function app.submit_lead_form(uuid, text, jsonb, integer, boolean) is
  'Caller: lead-form. p_answers {full_name, email, phone, company, message, utm {source, medium, campaign, term, content}}; p_seconds: since the page was made; p_is_trapped: the field that people do not see was filled in. {state: thanks | invalid (problems) | stale | limited | unknown}. Everything that is wrong is an answer, not an error; whether somebody is known tells nothing.';
revoke execute on function app.submit_lead_form(uuid, text, jsonb, integer, boolean) from public, anon, authenticated;
grant execute on function app.submit_lead_form(uuid, text, jsonb, integer, boolean) to service_role;
