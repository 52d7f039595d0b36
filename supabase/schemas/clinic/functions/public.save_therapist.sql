create function public.save_therapist(p_tenant_id uuid, p_user_id uuid, p_therapist jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_leads boolean := v_role in ('owner', 'admin', 'supervisor');
  v_old public.therapists;
  v_row public.therapists;
  v_council text := nullif(p_therapist ->> 'council', '');
  v_number text := nullif(upper(regexp_replace(p_therapist ->> 'council_number', '\s', '', 'g')), '');
  v_region text := nullif(upper(btrim(p_therapist ->> 'council_region')), '');
begin
  select * into v_old from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id for update;
  -- somebody's own row: what they are, not whether they are one
  if not v_leads and (v_old.user_id is null or p_user_id <> auth.uid()) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  if not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
  ) and (v_old.user_id is null or p_therapist -> 'is_active' = 'true') then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  v_row := v_old;
  v_row.name := coalesce(
    case when p_therapist ->> 'name' ~ '\S' then app.require_name(p_therapist ->> 'name') end, v_old.name,
    (select app.require_name(coalesce(p.full_name, split_part(p.email, '@', 1))) from public.profiles p where p.id = p_user_id));
  if p_therapist ? 'council' or p_therapist ? 'council_number' then
    if (v_council is null) <> (v_number is null)
      or v_council not in ('CRM', 'CRP', 'CREFITO', 'CREFONO', 'CRN', 'CRO', 'COREN', 'CRESS', 'CREF', 'CRF', 'other')
      or v_number !~ '^[0-9A-Z/.-]{1,15}$' or v_region !~ '^[A-Z0-9]{1,2}$' then
      raise sqlstate 'PT400' using message = 'invalid_council', detail = 'A council has a number, and a number a council.';
    end if;
    v_row.council := v_council;
    v_row.council_number := v_number;
    v_row.council_region := v_region;
  end if;
  v_row.color := app.require_color(p_therapist ->> 'color', coalesce(v_old.color, 'teal'));
  v_row.position := coalesce(app.typed_number(p_therapist ->> 'position'), v_old.position, 100);
  v_row.is_active := coalesce(v_old.is_active, true);
  if v_leads then
    if p_therapist ? 'supervisor_id' then
      v_row.supervisor_id := app.typed_id(p_therapist ->> 'supervisor_id');
    end if;
    v_row.is_active := coalesce((p_therapist ->> 'is_active') = 'true', v_row.is_active);
  end if;
  if v_row.supervisor_id is distinct from v_old.supervisor_id and v_row.supervisor_id is not null and (
    v_row.supervisor_id = p_user_id or not exists (
      select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_row.supervisor_id and t.is_active)
  ) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  insert into public.therapists as t (
    tenant_id, user_id, name, council, council_region, council_number, color, supervisor_id, is_active, position)
  values (p_tenant_id, p_user_id, v_row.name, v_row.council, v_row.council_region, v_row.council_number, v_row.color, v_row.supervisor_id,
    v_row.is_active, v_row.position)
  on conflict (tenant_id, user_id) do update set
    name = excluded.name, council = excluded.council, council_region = excluded.council_region, council_number = excluded.council_number,
    color = excluded.color, supervisor_id = excluded.supervisor_id, is_active = excluded.is_active, position = excluded.position;
  perform app.tell_agenda(p_tenant_id, 'therapists');
  return (select to_jsonb(l) from public.list_therapists(p_tenant_id, true) l where l.user_id = p_user_id);
end;
$$;
comment on function public.save_therapist(uuid, uuid, jsonb) is
  'Caller: owner, admin and supervisor for any active member; a therapist the own row, without supervisor_id and is_active. p_therapist {name, council, council_region, council_number, color, position, supervisor_id, is_active}: keys that are not there stay. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assignee_not_a_member, PT400 invalid_name, PT400 invalid_council, PT400 invalid_color, PT404 therapist_not_found.';
revoke execute on function public.save_therapist(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_therapist(uuid, uuid, jsonb) to authenticated;
