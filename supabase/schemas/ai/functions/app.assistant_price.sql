create function app.assistant_price(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_words text := nullif(app.normalize_text(left(p_args ->> 'query', 80)), '');
  v_items jsonb;
begin
  select jsonb_agg(jsonb_build_object('offer_id', x.id, 'name', x.name, 'therapist', x.therapist, 'minutes', x.minutes, 'is_online', x.is_online,
    'price_cents', x.price_cents) order by x.position, x.name, x.therapist) into v_items
  from (
    select o.id, y.name, y.position, t.name as therapist, y.minutes, y.is_online, r.price_cents
    from public.booking_offers o
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = o.therapist_id and t.is_active
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = o.session_type_id and y.archived_at is null
    cross join lateral app.session_price(p_tenant_id, p_patient_id, o.therapist_id, o.session_type_id) r
    where o.tenant_id = p_tenant_id and (v_words is null or y.name_key like '%' || translate(v_words, '%_\', '') || '%'
      or app.normalize_text(t.name) like '%' || translate(v_words, '%_\', '') || '%')
    limit 20) x;
  if v_items is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('items', v_items), 'words', (
    select string_agg((x ->> 'name') || ', com ' || (x ->> 'therapist') || ' (' || (x ->> 'minutes') || ' min): '
      || coalesce(app.money_text((x ->> 'price_cents')::integer), 'a combinar'), '; ') from jsonb_array_elements(v_items) x));
end;
$$;
comment on function app.assistant_price(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: what the sessions cost that people may book; for a patient, what they cost them.';
revoke execute on function app.assistant_price(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
