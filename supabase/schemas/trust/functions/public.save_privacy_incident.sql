create function public.save_privacy_incident(p_tenant_id uuid, p_id uuid, p_incident jsonb, p_version integer default null)
returns public.privacy_incidents
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_known date := app.typed_date(p_incident ->> 'known_on');
  v_before public.privacy_incidents;
  v_row public.privacy_incidents;
begin
  perform app.require_admin(p_tenant_id);
  if v_known is null or v_known > app.clinic_today(p_tenant_id)
    or app.typed_date(p_incident ->> 'happened_on') > v_known
    or char_length(app.normalize_name(coalesce(p_incident ->> 'title', ''))) not between 3 and 200
    or char_length(btrim(coalesce(p_incident ->> 'description', ''))) not between 3 and 4000 then
    raise sqlstate 'PT400' using message = 'invalid_incident';
  end if;
  select * into v_before from public.privacy_incidents i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.privacy_incidents as i (tenant_id, id, title, happened_on, known_on, due_on, data_kinds, people, description, measures, is_grave,
    authority_told_on, people_told_on, not_told_reason, created_by)
  values (p_tenant_id, p_id, app.normalize_name(p_incident ->> 'title'), app.typed_date(p_incident ->> 'happened_on'), v_known,
    app.add_business_days(p_tenant_id, v_known, 3), left(nullif(btrim(p_incident ->> 'data_kinds'), ''), 500),
    least(greatest(app.typed_number(p_incident ->> 'people'), 0), 100000000)::integer, btrim(p_incident ->> 'description'),
    left(nullif(btrim(p_incident ->> 'measures'), ''), 4000), coalesce((p_incident ->> 'is_grave') = 'true', false),
    app.typed_date(p_incident ->> 'authority_told_on'), app.typed_date(p_incident ->> 'people_told_on'),
    left(nullif(btrim(p_incident ->> 'not_told_reason'), ''), 1000), auth.uid())
  on conflict (tenant_id, id) do update set title = excluded.title, happened_on = excluded.happened_on, known_on = excluded.known_on,
    due_on = excluded.due_on, data_kinds = excluded.data_kinds, people = excluded.people, description = excluded.description,
    measures = excluded.measures, is_grave = excluded.is_grave, authority_told_on = excluded.authority_told_on,
    people_told_on = excluded.people_told_on, not_told_reason = excluded.not_told_reason, version = i.version + 1
  returning * into v_row;
  perform app.audit(p_tenant_id, 'incident.saved', 'incident', p_id::text,
    case when v_before.id is not null then to_jsonb(v_before) - 'updated_at' end, to_jsonb(v_row) - 'updated_at');
  perform app.check_privacy(p_tenant_id);
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$$;
comment on function public.save_privacy_incident(uuid, uuid, jsonb, integer) is
  'Caller: owner or administrators. Writes down an incident, or changes the version that was read; it is due on the third business day after it was known. Errors: PT400 invalid_incident, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 changed_meanwhile.';
revoke execute on function public.save_privacy_incident(uuid, uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function public.save_privacy_incident(uuid, uuid, jsonb, integer) to authenticated;
