create function public.merge_patients(
  p_tenant_id uuid, p_id uuid, p_survivor_id uuid, p_survivor_version integer, p_merged_id uuid, p_merged_version integer,
  p_taken text[] default '{}'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_merge public.patient_merges;
  v_survivor public.patients;
  v_merged public.patients;
  v_new public.patients;
begin
  perform app.require_merger(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_survivor_id = p_merged_id then
    raise sqlstate 'PT400' using message = 'same_patient';
  end if;
  perform app.lock_patients(p_tenant_id, array[p_survivor_id, p_merged_id]);
  select * into v_merge from public.patient_merges m where m.tenant_id = p_tenant_id and m.id = p_id;
  if v_merge.id is not null then
    return app.merge_payload(v_merge);
  end if;
  select * into v_survivor from public.patients p where p.tenant_id = p_tenant_id and p.id = p_survivor_id;
  select * into v_merged from public.patients p where p.tenant_id = p_tenant_id and p.id = p_merged_id;
  -- two people at once: the second is told
  if v_survivor.merged_into_id is not null or v_merged.merged_into_id is not null then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  if (v_survivor.version, v_merged.version) is distinct from (p_survivor_version, p_merged_version) then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  v_new := app.merged_fields(v_survivor, v_merged, coalesce(p_taken, '{}'));
  insert into public.patient_merges (tenant_id, id, survivor_id, merged_id, merged_by, survivor_before, merged_before)
  values (p_tenant_id, p_id, p_survivor_id, p_merged_id, auth.uid(), to_jsonb(v_survivor), to_jsonb(v_merged));
  perform app.move_patient_rows(p_tenant_id, p_id, p_merged_id, p_survivor_id);
  update public.patients p set merged_into_id = p_survivor_id, archived_at = coalesce(p.archived_at, now()), version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = p_merged_id;
  perform app.put_patient_fields(p_tenant_id, p_survivor_id, to_jsonb(v_new));
  update public.patient_merges m
  set survivor_after = (select to_jsonb(p) from public.patients p where p.tenant_id = p_tenant_id and p.id = p_survivor_id)
  where m.tenant_id = p_tenant_id and m.id = p_id returning * into v_merge;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_survivor_id));
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_merged_id));
  return app.merge_payload(v_merge);
end;
$$;
comment on function public.merge_patients(uuid, uuid, uuid, integer, uuid, integer, text[]) is
  'Caller: owner, administrators and reception. Two patients become one: everything of the merged one is the surviving one''s, who takes from it the fields of p_taken (full_name, social_name, pronoun, gender, birth_date, cpf, address); both notes stay. The merged one is archived and opens the other. p_id is the client''s; versions are those that were read. Answers {id, survivor_id, merged_id, names, merged_at, undo_until …}; a repeated call the same. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 same_patient, PT400 invalid_filter, PT404 patient_not_found, PT409 patient_merged, PT409 changed_meanwhile.';
revoke execute on function public.merge_patients(uuid, uuid, uuid, integer, uuid, integer, text[]) from public, anon, authenticated;
grant execute on function public.merge_patients(uuid, uuid, uuid, integer, uuid, integer, text[]) to authenticated;
