"""The usual LangChain pipeline, to be measured against: recursive splitter, the same weights in torch, Chroma."""

from collections.abc import Mapping
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer

from knowledge.index.reference import model_folder, reference

SIZE, SHARED = 1000, 100  # characters of a chunk, and those that it has in common with the next
AT_ONCE = 5_000  # Chroma takes no more at once


class SentenceEmbeddings(Embeddings):
    """What langchain-huggingface's HuggingFaceEmbeddings does; that package asks for an older huggingface_hub."""

    def __init__(self, model: SentenceTransformer) -> None:
        self.model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        encoded: list[list[float]] = self.model.encode([text.replace("\n", " ") for text in texts]).tolist()
        return encoded

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def embeddings() -> SentenceEmbeddings:
    """The weights loaded; not part of what is timed."""
    return SentenceEmbeddings(reference(model_folder()))


def ingest(documents: Mapping[str, str], folder: Path, embedding: SentenceEmbeddings) -> Chroma:
    """Split, embed and store `documents` (by id)."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=SHARED)
    chunks = splitter.create_documents(list(documents.values()), [{"id": one} for one in documents])
    store = Chroma("bench", embedding, persist_directory=str(folder))
    for start in range(0, len(chunks), AT_ONCE):
        store.add_documents(chunks[start : start + AT_ONCE])
    return store
