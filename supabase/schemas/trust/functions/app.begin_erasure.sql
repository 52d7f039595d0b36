-- Before anything goes: what has to be known of the person by law is put aside, and files of exports are removed.
create function app.begin_erasure(p_erasure public.erasures)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_patients uuid[] := app.ids_of(p_erasure.scope -> 'patients');
  v_today date := app.clinic_today(p_erasure.tenant_id);
  v_rules text[];
begin
  v_rules := array(
    select distinct p ->> 'rule' from jsonb_array_elements(app.erasure_plan(p_erasure.tenant_id, p_erasure.patient_id)) p
    where (p ->> 'kept')::bigint > 0 and p ->> 'rule' in ('record', 'fiscal'));
  if cardinality(v_rules) > 0 then
    insert into app.retained_identities (tenant_id, patient_id, identity, rules, keep_until)
    select p.tenant_id, p.id, jsonb_build_object('full_name', p.full_name, 'birth_date', p.birth_date, 'cpf', p.cpf), v_rules,
      (select max(app.kept_until(p.tenant_id, v_patients, r, v_today)) from unnest(v_rules) r)
    from public.patients p where p.tenant_id = p_erasure.tenant_id and p.id = p_erasure.patient_id
    on conflict (tenant_id, patient_id) do update set
      rules = excluded.rules, keep_until = greatest(app.retained_identities.keep_until, excluded.keep_until);
  end if;
  update public.exports e set state = case when e.state in ('queued', 'running') then 'cancelled' else e.state end,
    finished_at = coalesce(e.finished_at, now()), expires_at = least(e.expires_at, now())
  where e.tenant_id = p_erasure.tenant_id and e.kind = 'person' and (e.subject ->> 'patient_id')::uuid = any (v_patients);
  perform app.remove_export_later(e.tenant_id, e.id, now()) from public.exports e
  where e.tenant_id = p_erasure.tenant_id and e.kind = 'person' and (e.subject ->> 'patient_id')::uuid = any (v_patients);
  update public.erasures e set state = 'running' where e.tenant_id = p_erasure.tenant_id and e.id = p_erasure.id;
end;
$$;
revoke execute on function app.begin_erasure(public.erasures) from public, anon, authenticated;
