create function app.lead_score(p_lead public.crm_leads)
returns smallint
language sql
stable
set search_path = ''
as $$
  select least(greatest(coalesce(sum(r.points), 0), -999), 999)::smallint from public.lead_score_rules r
  where r.tenant_id = p_lead.tenant_id and case r.field
    when 'has_email' then p_lead.email is not null
    when 'has_phone' then p_lead.phone is not null
    when 'has_company' then p_lead.company is not null
    when 'origin_is' then p_lead.origin = r.value
    when 'utm_source_is' then app.normalize_text(p_lead.utm ->> 'source') = app.normalize_text(r.value)
    when 'message_contains' then app.holds_words(concat_ws(' ', p_lead.message, p_lead.note), r.value)
    else false end;
$$;
comment on function app.lead_score(public.crm_leads) is
  'The sum of the points of the clinic''s rules that hold for a lead.';
revoke execute on function app.lead_score(public.crm_leads) from public, anon, authenticated;
